// What a person sees of an answer that is a page, as data.

package demopim

// A Screen is a page of the PIM as data.
type Screen struct{}
