package demopim

// Enter opens a session of a user without a login and returns what its cookie
// holds.
func (p *PIM) Enter(username string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seed()
	id := "session-of-" + username
	for _, s := range p.data.sessions {
		if s.id == id {
			return id
		}
	}
	p.data.sessions = append(p.data.sessions, session{id: id, username: username})
	return id
}
