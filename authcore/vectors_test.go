// The documents' own values and ours, one corpus for every language.

package authcore_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// load reads a file of vectors; a member that the test does not know is a
// fault, so that nothing in the corpus goes unread.
func load[T any](t testing.TB, name string) T {
	file, err := os.Open("vectors/" + name + ".json")
	require.NoError(t, err)
	defer file.Close()
	var vectors struct {
		About   string
		Vectors T
	}
	d := json.NewDecoder(file)
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&vectors))
	require.NotEmpty(t, vectors.About)
	return vectors.Vectors
}

// inputError is what a vector says of an *authcore.InputError.
type inputError struct {
	Code, Field string
	At          int
}

func (want *inputError) require(t *testing.T, err error) {
	t.Helper()
	if want == nil {
		require.NoError(t, err)
		return
	}
	var got *authcore.InputError
	require.ErrorAs(t, err, &got)
	require.Equal(t, *want, inputError{got.Code, got.Field, got.At})
	require.NotContains(t, strings.TrimSuffix(got.Message, "."), ".")
	require.True(t, strings.HasSuffix(got.Next, "."))
}

func TestCredentialsVectors(t *testing.T) {
	vectors := load[[]struct {
		Name, Source, Secret string
		ClientID             string `json:"client_id"`
		Credentials          string
		Error                *inputError
	}](t, "credentials")
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			client := authcore.Client{ID: v.ClientID, Secret: v.Secret}
			got, err := client.Credentials()
			v.Error.require(t, err)
			require.Equal(t, v.Credentials, got)
			var joined string
			for _, group := range client.Groups() {
				joined += group.Base64
			}
			require.Equal(t, base64.StdEncoding.EncodeToString([]byte(v.ClientID+":"+v.Secret)), joined)
		})
	}
}

func TestAuthorizationVectors(t *testing.T) {
	vectors := load[[]struct {
		Name, Source, Header, Secret string
		ClientID                     string `json:"client_id"`
		Error                        *inputError
	}](t, "authorization")
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.ParseCredentials(v.Header)
			v.Error.require(t, err)
			require.Equal(t, authcore.Client{ID: v.ClientID, Secret: v.Secret}, got)
		})
	}
}

func TestTokenRequestVectors(t *testing.T) {
	vectors := load[[]struct {
		Name, Source, PIM, Secret, Username, Password string
		ClientID                                      string  `json:"client_id"`
		RefreshToken                                  *string `json:"refresh_token"`
		Form                                          bool
		ClientInBody                                  bool `json:"client_in_body"`
		HTTP                                          string
		Error                                         *inputError
	}](t, "token_requests")
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			pim, _, err := authcore.ParseAddress(v.PIM)
			require.NoError(t, err)
			connector := authcore.Connector{
				PIM: pim, Client: authcore.Client{ID: v.ClientID, Secret: v.Secret},
				Form: v.Form, ClientInBody: v.ClientInBody,
			}
			var got authcore.Request
			if v.RefreshToken != nil {
				got, err = connector.RefreshRequest(*v.RefreshToken)
			} else {
				got, err = connector.PasswordRequest(v.Username, v.Password)
			}
			v.Error.require(t, err)
			if v.Error != nil {
				require.Equal(t, authcore.Request{}, got)
				return
			}
			require.Equal(t, v.HTTP, got.HTTP().String())
		})
	}
}

func TestAddressVectors(t *testing.T) {
	vectors := load[[]struct {
		Source, Text, Address string
		Trims                 []authcore.Trim
		Error                 *inputError
	}](t, "addresses")
	for _, v := range vectors {
		t.Run(v.Text, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, trims, err := authcore.ParseAddress(v.Text)
			v.Error.require(t, err)
			require.Equal(t, v.Address, got.String())
			require.Equal(t, append([]authcore.Trim{}, v.Trims...), append([]authcore.Trim{}, trims...))
		})
	}
}

func TestTokenAnswerVectors(t *testing.T) {
	vectors := load[[]struct {
		Name, Source string
		Response     wireResponse
		Token        *struct {
			AccessToken  string `json:"access_token"`
			ExpiresIn    int    `json:"expires_in"`
			TokenType    string `json:"token_type"`
			Scope        string
			RefreshToken string `json:"refresh_token"`
		}
		Error map[string]any
	}](t, "token_answers")
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			response := v.Response.response()
			require.Equal(t, v.Response.Body, response.BodyText().String())
			got, err := authcore.ParseToken(response)
			if v.Token != nil {
				require.NoError(t, err)
				require.Equal(t, authcore.Token{
					AccessToken: v.Token.AccessToken, ExpiresIn: time.Duration(v.Token.ExpiresIn) * time.Second,
					TokenType: v.Token.TokenType, Scope: v.Token.Scope, RefreshToken: v.Token.RefreshToken,
				}, got)
				return
			}
			require.Equal(t, authcore.Token{}, got)
			require.Equal(t, v.Error, answerError(t, err))
		})
	}
}

// answerError returns an error as the vectors write it.
func answerError(t *testing.T, err error) map[string]any {
	var answer authcore.AnswerError
	require.ErrorAs(t, err, &answer)
	got := map[string]any{"shape": answer.Shape(), "next": answer.Next()}
	switch e := answer.(type) {
	case *authcore.PIMError:
		got["status"], got["code"], got["message"] = float64(e.Status), float64(e.Code), e.Message
	case *authcore.OAuthError:
		got["status"], got["error"], got["error_description"] = float64(e.Status), e.Code, e.Description
	case *authcore.HTMLError:
		got["status"], got["login"], got["title"] = float64(e.Status), e.Login, e.Title
	case *authcore.EmptyError:
		got["status"] = float64(e.Status)
	case *authcore.BrokenJSONError:
		got["status"], got["offset"], got["reason"] = float64(e.Status), float64(e.Offset), e.Reason
	case *authcore.TypeError:
		got["status"], got["member"], got["want"], got["got"] = float64(e.Status), e.Member, e.Want, e.Got
	}
	return got
}

func TestCodeChallengeVectors(t *testing.T) {
	vectors := load[[]struct {
		Name, Source   string
		CodeIdentifier string `json:"code_identifier"`
		ClientSecret   string `json:"client_secret"`
		CodeChallenge  string `json:"code_challenge"`
	}](t, "code_challenges")
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			require.Equal(t, v.CodeChallenge, authcore.CodeChallenge(v.CodeIdentifier, v.ClientSecret))
		})
	}
}

func TestCurlVectors(t *testing.T) {
	for _, v := range load[[]curlVector](t, "curl") {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			require.Equal(t, v.Curl, v.text().String())
		})
	}
}

type curlVector struct {
	Name, Source string
	Request      wireRequest
	After        *wireRequest
	Curl         string
}

func (v curlVector) text() authcore.Text {
	if v.After != nil {
		return authcore.CurlAfter(v.After.request(), v.Request.request())
	}
	return v.Request.request().Curl()
}

// wireRequest and wireResponse are messages as the vectors write them.
type wireRequest struct {
	Method, URL string
	Header      [][2]string
	Body        *string
}

func (w wireRequest) request() authcore.Request {
	r := authcore.Request{Method: w.Method, URL: w.URL, Header: header(w.Header)}
	if w.Body != nil {
		r.Body = []byte(*w.Body)
	}
	return r
}

type wireResponse struct {
	Status int
	Header [][2]string
	Body   string
}

func (w wireResponse) response() authcore.Response {
	return authcore.Response{Status: w.Status, Header: header(w.Header), Body: []byte(w.Body)}
}

func header(lines [][2]string) authcore.Header {
	var h authcore.Header
	for _, line := range lines {
		h.Add(line[0], line[1])
	}
	return h
}
