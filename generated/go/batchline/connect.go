// Code generated from openapi/ by `make generate`. DO NOT EDIT.

package batchline

import (
	"context"
	"net/http"
)

// Connect returns a client that sends the key to the API at the first of [Servers], unless
// [WithBaseURL] names another one.
//
// It follows no redirect, since CreateFile is answered with one that says where the bytes go and
// must not be followed. A client given by [WithHTTPClient] has to see to that itself.
func Connect(apiKey string, options ...ClientOption) (*ClientWithResponses, error) {
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+apiKey)
		return nil
	}
	client := &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defaults := []ClientOption{WithHTTPClient(client), WithRequestEditorFn(authorize)}
	return NewClientWithResponses(Servers[0], append(defaults, options...)...)
}
