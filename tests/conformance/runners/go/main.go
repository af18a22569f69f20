// Makes calls through the packed client; harness.py says what stands on each line.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"

	"github.com/batchline/batchline/generated/go/batchline"
	"github.com/batchline/batchline/generated/go/lines"
)

type request struct {
	Connect  *struct{ URL, Key string }
	Call     string
	Put      string
	Download string
	Lines    string
	Path     map[string]string
	Headers  map[string]string
	Body     json.RawMessage
	Text     string
}

type answer map[string]any

func lowered(headers http.Header) map[string]string {
	found := map[string]string{}
	for name := range headers {
		found[strings.ToLower(name)] = headers.Get(name)
	}
	return found
}

// body reads a request's body as the type that a call takes.
func body[T any](r request) T {
	var value T
	if err := json.Unmarshal(r.Body, &value); err != nil {
		panic(err)
	}
	return value
}

// made is what the client made of an answer: the first of its typed bodies, else the bytes.
func made(response *http.Response, text []byte, typed ...any) (answer, error) {
	var value any = string(text)
	if json.Valid(text) && len(typed) > 0 {
		value = json.RawMessage(text)
	}
	for _, candidate := range typed {
		written, err := json.Marshal(candidate)
		if err != nil {
			return nil, err
		}
		if string(written) != "null" {
			value = json.RawMessage(written)
			break
		}
	}
	return answer{"status": response.StatusCode, "headers": lowered(response.Header), "body": value}, nil
}

// multipartForm is the body of a request as a form, its file as a file.
func multipartForm(r request) (string, io.Reader) {
	var fields map[string]string
	if err := json.Unmarshal(r.Body, &fields); err != nil {
		panic(err)
	}
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	for name, value := range fields {
		part, err := writer.CreateFormField(name)
		if name == "file" {
			part, err = writer.CreateFormFile(name, fields["file_name"])
		}
		if err == nil {
			_, err = io.WriteString(part, value)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := writer.Close(); err != nil {
		panic(err)
	}
	return writer.FormDataContentType(), &form
}

func call(client *batchline.ClientWithResponses, r request) (answer, error) {
	ctx, id := context.Background(), r.Path["id"]
	switch r.Call {
	case "listFiles":
		a, err := client.ListFilesWithResponse(ctx)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON401, a.JSON403, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "createFile":
		a, err := client.CreateFileWithFormdataBodyWithResponse(ctx, body[batchline.CreateFileForm](r))
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON400, a.JSON401, a.JSON403, a.JSON409, a.JSON415, a.JSON422, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "uploadFile":
		contentType, form := multipartForm(r)
		a, err := client.UploadFileWithBodyWithResponse(ctx, contentType, form)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON415, a.JSON422, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "retrieveFile":
		a, err := client.RetrieveFileWithResponse(ctx, id)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "deleteFile":
		a, err := client.DeleteFileWithResponse(ctx, id)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "retrieveFileContent":
		return content(client, r)
	case "preprocessFile":
		a, err := client.PreprocessFileWithResponse(ctx, id)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "initiateMultipartUpload":
		a, err := client.InitiateMultipartUploadWithResponse(ctx, body[batchline.InitiateMultipartRequest](r))
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON409, a.JSON415, a.JSON422, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "completeMultipartUpload":
		a, err := client.CompleteMultipartUploadWithResponse(ctx, body[batchline.CompleteMultipartRequest](r))
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON415, a.JSON422, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "abortMultipartUpload":
		a, err := client.AbortMultipartUploadWithResponse(ctx, body[batchline.AbortMultipartRequest](r))
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON415, a.JSON422, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "listBatches":
		a, err := client.ListBatchesWithResponse(ctx)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON401, a.JSON403, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "createBatch":
		a, err := client.CreateBatchWithResponse(ctx, body[batchline.CreateBatchRequest](r))
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON201, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON415, a.JSON422, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "getBatch":
		a, err := client.GetBatchWithResponse(ctx, id)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	case "cancelBatch":
		a, err := client.CancelBatchWithResponse(ctx, id)
		if err != nil {
			return nil, err
		}
		return made(a.HTTPResponse, a.Body, a.JSON200, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	}
	return nil, fmt.Errorf("this runner has no call %s", r.Call)
}

// content streams: without WithResponse, calls give back the *http.Response itself.
func content(client *batchline.ClientWithResponses, r request) (answer, error) {
	params := batchline.RetrieveFileContentParams{}
	if value, ok := r.Headers["Range"]; ok {
		params.Range = &value
	}
	if value, ok := r.Headers["If-Range"]; ok {
		params.IfRange = &value
	}
	response, err := client.RetrieveFileContent(context.Background(), r.Path["id"], &params)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 400 {
		a, err := batchline.ParseRetrieveFileContentResponse(response)
		if err != nil {
			return nil, err
		}
		return made(response, a.Body, a.JSON400, a.JSON401, a.JSON403, a.JSON404, a.JSON416, a.JSON429, a.JSON500, a.JSON502, a.JSON503, a.JSON504)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	return made(response, text)
}

func download(client *batchline.ClientWithResponses, r request) (answer, error) {
	response, err := client.RetrieveFileContent(context.Background(), r.Download, nil)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	bytes, err := io.Copy(io.Discard, response.Body)
	return answer{"bytes": bytes}, err
}

func put(r request) (answer, error) {
	put, err := http.NewRequest(http.MethodPut, r.Put, strings.NewReader(r.Text))
	if err != nil {
		return nil, err
	}
	for name, value := range r.Headers {
		put.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(put)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return nil, err
	}
	etag := strings.Trim(response.Header.Get("ETag"), `"`)
	return answer{"status": response.StatusCode, "headers": lowered(response.Header), "etag": etag}, nil
}

var types = map[string]func() any{
	"BatchRequest":           func() any { return new(lines.BatchRequest) },
	"ChatBatchRequest":       func() any { return new(lines.ChatBatchRequest) },
	"CompletionBatchRequest": func() any { return new(lines.CompletionBatchRequest) },
	"ModelBatchRequest":      func() any { return new(lines.ModelBatchRequest) },
	"AudioBatchRequest":      func() any { return new(lines.AudioBatchRequest) },
	"BatchResultLine":        func() any { return new(lines.BatchResultLine) },
	"GeneralRow":             func() any { return new(lines.GeneralRow) },
	"InstructionRow":         func() any { return new(lines.InstructionRow) },
	"ConversationRow":        func() any { return new(lines.ConversationRow) },
	"PreferenceRow":          func() any { return new(lines.PreferenceRow) },
}

func readLines(r request) (answer, error) {
	values, text := []json.RawMessage{}, ""
	for line := range strings.Lines(r.Text) {
		value := types[r.Lines]()
		if err := json.Unmarshal([]byte(line), value); err != nil {
			return nil, err
		}
		written, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		values, text = append(values, written), text+string(written)+"\n"
	}
	return answer{"values": values, "text": text}, nil
}

func main() {
	var client *batchline.ClientWithResponses
	input := bufio.NewReader(os.Stdin)
	for {
		line, err := input.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return
		}
		var r request
		if err = json.Unmarshal(line, &r); err != nil {
			panic(err)
		}
		var a answer
		switch {
		case r.Connect != nil:
			a = answer{}
			client, err = batchline.Connect(r.Connect.Key, batchline.WithBaseURL(r.Connect.URL))
		case r.Call != "":
			a, err = call(client, r)
		case r.Put != "":
			a, err = put(r)
		case r.Download != "":
			a, err = download(client, r)
		default:
			a, err = readLines(r)
		}
		if err != nil {
			a = answer{"failed": err.Error()}
		}
		written, err := json.Marshal(a)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(written))
	}
}
