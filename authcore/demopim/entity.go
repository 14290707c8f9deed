// The entities that are items: all but categories.

package demopim

import "github.com/pim-auth/playground/authcore"

// item answers a route of an entity that is an item.
func (c *call) item() *authcore.Response { return c.notFound() }
