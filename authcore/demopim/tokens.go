// The tokens that a PIM holds: found by their text, in the order of their
// issue, and never more of them than memory should bear.

package demopim

// A PIM keeps its tokens in a database for good, or until a job deletes those
// that have expired. Here the oldest go first: of those that have expired
// beyond a number that is still told so, and of the others beyond a number
// that no test of a connector reaches. Those that never expire all stay.
const (
	expiredKept = 10_000
	liveKept    = 100_000
)

// A token is an access or a refresh token.
type token struct {
	text, client, user string
	expires            int64  // in Unix seconds, that second is still valid; 0 for never
	scope              string // what the App of a token without end was allowed
}

func (k *token) expired(now int64) bool { return k.expires != 0 && now > k.expires }

// tokens are all of one kind. The zero value holds none.
type tokens struct {
	all   []token        // in the order of their issue; without a text: dropped
	place map[string]int // in all, by text
	full  int            // the length of all at which it is swept
}

// find returns a token, nil if there is none. The next add may move it.
func (t *tokens) find(text string) *token {
	i, known := t.place[text]
	if !known {
		return nil
	}
	return &t.all[i]
}

// last returns the newest token that fits, nil if none does.
func (t *tokens) last(fits func(*token) bool) *token {
	for i := len(t.all) - 1; i >= 0; i-- {
		if k := &t.all[i]; k.text != "" && fits(k) {
			return k
		}
	}
	return nil
}

// add takes a token in. It sweeps before all has grown to twice what it held
// after the last time, which costs each token a few steps in the end.
func (t *tokens) add(k token, now int64) {
	if len(t.all) >= t.full {
		t.sweep(now)
	}
	t.drop(k.text)
	t.place[k.text] = len(t.all)
	t.all = append(t.all, k)
}

// drop forgets a token.
func (t *tokens) drop(text string) {
	if i, known := t.place[text]; known {
		delete(t.place, text)
		t.all[i] = token{}
	}
}

// dropAll forgets the tokens that fit.
func (t *tokens) dropAll(fits func(*token) bool) {
	for i := range t.all {
		if k := &t.all[i]; k.text != "" && fits(k) {
			t.drop(k.text)
		}
	}
}

// sweep forgets what is not to be kept, and lets go of its memory.
func (t *tokens) sweep(now int64) {
	expired, live := -expiredKept, -liveKept
	for i := range t.all {
		switch k := &t.all[i]; {
		case k.expired(now):
			expired++
		case k.expires != 0:
			live++
		}
	}
	swept := tokens{place: map[string]int{}}
	for _, k := range t.all {
		over := 0
		switch {
		case k.expired(now):
			over = expired
			expired--
		case k.expires != 0:
			over = live
			live--
		}
		if k.text != "" && over <= 0 {
			swept.place[k.text] = len(swept.all)
			swept.all = append(swept.all, k)
		}
	}
	swept.full = 2*len(swept.all) + 1000
	*t = swept
}

// members is the tokens as a member of a document.
func (t *tokens) members(name string, d *document) {
	held := []token{}
	for _, k := range t.all {
		if k.text != "" {
			held = append(held, k)
		}
	}
	if list(d, name, &held, (*token).members); !d.reading {
		return
	}
	*t = tokens{}
	for _, k := range held {
		if k.text == "" || t.find(k.text) != nil {
			d.fail("%s holds one twice, or one without a text", name)
		}
		t.add(k, 0) // nothing has expired yet: what is kept is decided when the clock is known
	}
}
