// Code generated from openapi/ by `make generate`. DO NOT EDIT.

package batchline

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// Connect returns a client that sends the key to the API at the first of [Servers], unless
// [WithBaseURL] names another one.
//
// It follows no redirect, since CreateFile is answered with one that says where the bytes go and
// must not be followed; nor does an [http.Client] given by [WithHTTPClient], unless it has a
// CheckRedirect of its own. There is no timeout but that of the contexts of calls.
func Connect(apiKey string, options ...ClientOption) (*ClientWithResponses, error) {
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+apiKey)
		return nil
	}
	options = append([]ClientOption{WithHTTPClient(&http.Client{}), WithRequestEditorFn(authorize)}, options...)
	client, err := NewClient(Servers[0], options...)
	if err != nil {
		return nil, err
	}
	if server, err := url.Parse(client.Server); err != nil || server.Host == "" {
		return nil, fmt.Errorf("batchline: %q is no address of a server, such as %q", client.Server, Servers[0])
	}
	if given, ok := client.Client.(*http.Client); ok && given.CheckRedirect == nil {
		careful := *given
		careful.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		client.Client = &careful
	}
	return &ClientWithResponses{client}, nil
}
