// Requests to the REST API itself.

package authcore

// ListCategories returns the request for the first page of the categories
// (documentation, "Access a resource"; RFC 6750 §2.1). [ParseCategories] reads
// the answer. The error is an *[InputError]: no token, a control character in
// it, no PIM.
func ListCategories(pim Address, accessToken string) (Request, error) {
	if err := bearable(pim, accessToken); err != nil {
		return Request{}, err
	}
	return Request{
		Method: "GET",
		URL:    pim.String() + categoriesRoute,
		Header: Header{{"Authorization", "Bearer " + accessToken}},
	}, nil
}

// APIRoot returns the request for the list of the PIM's routes, which needs no
// token: the simplest way to see whether an address is that of a PIM.
// [ParseRoot] reads the answer.
func APIRoot(pim Address) Request {
	return Request{Method: "GET", URL: pim.String() + rootRoute}
}

// A Root is what the root of the API answers.
type Root struct {
	Host   string // the address by which the PIM knows itself
	Routes int    // how many it lists; the root is not among them
}

// ParseRoot reads the answer to [APIRoot] (REST API reference, "Get list of all
// endpoints"). Every other answer is an [AnswerError].
func ParseRoot(r Response) (Root, error) {
	o := read(r)
	root := Root{o.text("host"), len(o.object("routes").members)}
	if o.err != nil {
		return Root{}, o.err
	}
	return root, nil
}
