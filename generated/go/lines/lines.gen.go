// Code generated from openapi/lines.yaml by `make generate`. DO NOT EDIT.

package lines

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/oapi-codegen/runtime"
)

// The values of AnswerRole that the contract knows; others are kept as they come.
const (
	AnswerRoleAssistant AnswerRole = "assistant"
)

// Valid says whether the contract knows the value.
func (e AnswerRole) Valid() bool {
	switch e {
	case AnswerRoleAssistant:
		return true
	default:
		return false
	}
}

// The values of FileMethod that the contract knows; others are kept as they come.
const (
	FileMethodFile FileMethod = "FILE"
)

// Valid says whether the contract knows the value.
func (e FileMethod) Valid() bool {
	switch e {
	case FileMethodFile:
		return true
	default:
		return false
	}
}

// The values of ImagePartType that the contract knows; others are kept as they come.
const (
	ImagePartTypeImageURL ImagePartType = "image_url"
)

// Valid says whether the contract knows the value.
func (e ImagePartType) Valid() bool {
	switch e {
	case ImagePartTypeImageURL:
		return true
	default:
		return false
	}
}

// The values of MessageRole that the contract knows; others are kept as they come.
const (
	MessageRoleAssistant MessageRole = "assistant"
	MessageRoleSystem    MessageRole = "system"
	MessageRoleTool      MessageRole = "tool"
	MessageRoleUser      MessageRole = "user"
)

// Valid says whether the contract knows the value.
func (e MessageRole) Valid() bool {
	switch e {
	case MessageRoleAssistant:
		return true
	case MessageRoleSystem:
		return true
	case MessageRoleTool:
		return true
	case MessageRoleUser:
		return true
	default:
		return false
	}
}

// The values of Method that the contract knows; others are kept as they come.
const (
	MethodFile Method = "FILE"
	MethodPost Method = "POST"
)

// Valid says whether the contract knows the value.
func (e Method) Valid() bool {
	switch e {
	case MethodFile:
		return true
	case MethodPost:
		return true
	default:
		return false
	}
}

// The values of PostMethod that the contract knows; others are kept as they come.
const (
	PostMethodPost PostMethod = "POST"
)

// Valid says whether the contract knows the value.
func (e PostMethod) Valid() bool {
	switch e {
	case PostMethodPost:
		return true
	default:
		return false
	}
}

// The values of TextPartType that the contract knows; others are kept as they come.
const (
	TextPartTypeText TextPartType = "text"
)

// Valid says whether the contract knows the value.
func (e TextPartType) Valid() bool {
	switch e {
	case TextPartTypeText:
		return true
	default:
		return false
	}
}

// The values of URL that the contract knows; others are kept as they come.
const (
	URLV1AudioTranscriptions URL = "/v1/audio/transcriptions"
	URLV1AudioTranslations   URL = "/v1/audio/translations"
	URLV1ChatCompletions     URL = "/v1/chat/completions"
	URLV1Completions         URL = "/v1/completions"
)

// Valid says whether the contract knows the value.
func (e URL) Valid() bool {
	switch e {
	case URLV1AudioTranscriptions:
		return true
	case URLV1AudioTranslations:
		return true
	case URLV1ChatCompletions:
		return true
	case URLV1Completions:
		return true
	default:
		return false
	}
}

// The values of Weight that the contract knows; others are kept as they come.
const (
	Weight0 Weight = 0
	Weight1 Weight = 1
)

// Valid says whether the contract knows the value.
func (e Weight) Valid() bool {
	switch e {
	case Weight0:
		return true
	case Weight1:
		return true
	default:
		return false
	}
}

// Answer One of two answers of the assistant; one of them is preferred.
type Answer struct {
	// Content What is said; absent if the assistant only calls tools.
	Content *Content `json:"content,omitempty"`

	// Role Always the assistant.
	Role AnswerRole `json:"role"`

	// ToolCalls The calls that the assistant makes.
	ToolCalls *ToolCalls `json:"tool_calls,omitempty"`

	// Weight Whether the message counts in training.
	Weight               *Weight                `json:"weight,omitempty"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// AnswerRole Always the assistant.
type AnswerRole string

// AudioBatchRequest A request to `/v1/audio/transcriptions` or `/v1/audio/translations`, with what every
// such request must have.
type AudioBatchRequest struct {
	// Body What every transcription and translation has; the server validates everything else.
	Body AudioBody `json:"body"`

	// CustomID Identifies the request in the output; unique in the file.
	CustomID CustomID `json:"custom_id"`

	// Method Says that the body names a file; always FILE.
	Method FileMethod `json:"method"`

	// URL The endpoint, the same in the whole file.
	URL *URL `json:"url,omitempty"`
}

// AudioBody What every transcription and translation has; the server validates everything else.
type AudioBody struct {
	// File The URL of the audio file.
	File string `json:"file"`

	// Model The model that answers.
	Model                Model                  `json:"model"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// BatchRequest One request of a batch input file in its full form, whatever its endpoint. The body is
// passed on as it is; the server validates it.
type BatchRequest struct {
	// Body The request's body, as the endpoint takes it.
	Body map[string]interface{} `json:"body"`

	// CustomID Identifies the request in the output; unique in the file.
	CustomID CustomID `json:"custom_id"`

	// Method The HTTP method, POST; in requests of audio batches FILE.
	Method Method `json:"method"`

	// URL The endpoint, the same in the whole file.
	URL URL `json:"url"`
}

// BatchResultLine A line of an output file or of an error file. In an output file it has `response`, in an
// error file `error`.
type BatchResultLine struct {
	// CustomID The request that this answers.
	CustomID string `json:"custom_id"`

	// Error Why there is no answer.
	Error *LineError `json:"error,omitempty"`

	// Response The endpoint's answer.
	Response *LineResponse `json:"response,omitempty"`
}

// ChatBatchRequest A request to `/v1/chat/completions`, with what every such request must have.
type ChatBatchRequest struct {
	// Body What every chat completion has; the server validates everything else.
	Body ChatBody `json:"body"`

	// CustomID Identifies the request in the output; unique in the file.
	CustomID CustomID `json:"custom_id"`

	// Method The HTTP method, always POST.
	Method *PostMethod `json:"method,omitempty"`

	// URL The endpoint, the same in the whole file.
	URL *URL `json:"url,omitempty"`
}

// ChatBody What every chat completion has; the server validates everything else.
type ChatBody struct {
	// Messages The conversation so far.
	Messages []ChatBodyMessage `json:"messages"`

	// Model The model that answers.
	Model                Model                  `json:"model"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// ChatBodyMessage A message of a chat completion.
type ChatBodyMessage struct {
	// Role Who speaks, such as `user`.
	Role                 string                 `json:"role"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// CompletionBatchRequest A request to `/v1/completions`, with what every such request must have.
type CompletionBatchRequest struct {
	// Body What every text completion has; the server validates everything else.
	Body CompletionBody `json:"body"`

	// CustomID Identifies the request in the output; unique in the file.
	CustomID CustomID `json:"custom_id"`

	// Method The HTTP method, always POST.
	Method *PostMethod `json:"method,omitempty"`

	// URL The endpoint, the same in the whole file.
	URL *URL `json:"url,omitempty"`
}

// CompletionBody What every text completion has; the server validates everything else.
type CompletionBody struct {
	// Model The model that answers.
	Model Model `json:"model"`

	// Prompt The text to continue.
	Prompt               string                 `json:"prompt"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// Content A text, or a list of parts.
type Content struct {
	union json.RawMessage
}

// ContentPart A text or an image.
type ContentPart struct {
	union json.RawMessage
}

// ContentParts Parts of text and images.
type ContentParts = []ContentPart

// ContentText Plain text.
type ContentText = string

// ConversationRow A fine-tune row of a conversation.
type ConversationRow struct {
	// Messages The conversation.
	Messages []Message `json:"messages"`

	// Tools The tools that the assistant may call.
	Tools *Tools `json:"tools,omitempty"`

	// Weight How much the row counts in training.
	Weight               *RowWeight             `json:"weight,omitempty"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// CustomID Identifies the request in the output; unique in the file.
type CustomID = string

// ErrorName A stable name for the error.
type ErrorName = string

// ErrorNumber A number for the error, such as an HTTP status.
type ErrorNumber = int64

// FileMethod Says that the body names a file; always FILE.
type FileMethod string

// GeneralRow A fine-tune row of plain text.
type GeneralRow struct {
	// Text A text, or a list of parts.
	Text Content `json:"text"`

	// Weight How much the row counts in training.
	Weight               *RowWeight             `json:"weight,omitempty"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// ImagePart An image.
type ImagePart struct {
	// ImageURL An image's bytes.
	ImageURL ImageURL `json:"image_url"`

	// Type Always `image_url`.
	Type ImagePartType `json:"type"`
}

// ImagePartType Always `image_url`.
type ImagePartType string

// ImageURL An image's bytes.
type ImageURL struct {
	// URL A data URL in base64, of JPEG, PNG or WebP. At most 23 characters of prefix and
	// 4/3 of 10 MiB.
	URL string `json:"url"`
}

// InstructionRow A fine-tune row of a prompt and its completion.
type InstructionRow struct {
	// Completion A text, or a list of parts.
	Completion Content `json:"completion"`

	// Prompt A text, or a list of parts.
	Prompt Content `json:"prompt"`

	// Weight How much the row counts in training.
	Weight               *RowWeight             `json:"weight,omitempty"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// LineError Why one request failed.
type LineError struct {
	// Code A stable name for the error, or a number.
	Code *LineErrorCode `json:"code,omitempty"`

	// Message A sentence for a person.
	Message *string `json:"message,omitempty"`
}

// LineErrorCode A name or a number of an error.
type LineErrorCode struct {
	union json.RawMessage
}

// LineResponse An endpoint's answer to one request.
type LineResponse struct {
	// Body The answer's body, as the endpoint gives it.
	Body interface{} `json:"body,omitempty"`

	// StatusCode The HTTP status of the answer.
	StatusCode int `json:"status_code"`
}

// Message A message of a fine-tune conversation.
type Message struct {
	// Content What is said; absent if the assistant only calls tools.
	Content *Content `json:"content,omitempty"`

	// Role Who speaks.
	Role MessageRole `json:"role"`

	// ToolCalls The calls that the assistant makes.
	ToolCalls *ToolCalls `json:"tool_calls,omitempty"`

	// Weight Whether the message counts in training.
	Weight               *Weight                `json:"weight,omitempty"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// MessageRole Who speaks.
type MessageRole string

// Method The HTTP method, POST; in requests of audio batches FILE.
type Method string

// Model The model that answers.
type Model = string

// ModelBatchRequest A request to an endpoint whose body must name a model and is open otherwise.
type ModelBatchRequest struct {
	// Body A body that names a model.
	Body ModelBody `json:"body"`

	// CustomID Identifies the request in the output; unique in the file.
	CustomID CustomID `json:"custom_id"`

	// Method The HTTP method, POST; in requests of audio batches FILE.
	Method *Method `json:"method,omitempty"`

	// URL The endpoint, the same in the whole file.
	URL *URL `json:"url,omitempty"`
}

// ModelBody A body that names a model.
type ModelBody struct {
	// Model The model that answers.
	Model                Model                  `json:"model"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// PostMethod The HTTP method, always POST.
type PostMethod string

// PreferenceInput The conversation that both answers answer.
type PreferenceInput struct {
	// Messages The conversation.
	Messages []Message `json:"messages"`

	// Tools The tools that the assistant may call.
	Tools *Tools `json:"tools,omitempty"`
}

// PreferenceRow A fine-tune row of a conversation with a preferred and a rejected answer.
type PreferenceRow struct {
	// Input The conversation that both answers answer.
	Input PreferenceInput `json:"input"`

	// NonPreferredOutput The answer to avoid, as one assistant message.
	NonPreferredOutput []Answer `json:"non_preferred_output"`

	// PreferredOutput The answer to learn, as one assistant message.
	PreferredOutput []Answer `json:"preferred_output"`

	// Weight How much the row counts in training.
	Weight               *RowWeight             `json:"weight,omitempty"`
	AdditionalProperties map[string]interface{} `json:"-"`
}

// RowWeight How much the row counts in training.
type RowWeight = float64

// TextPart A piece of text.
type TextPart struct {
	// Text The text.
	Text string `json:"text"`

	// Type Always `text`.
	Type TextPartType `json:"type"`
}

// TextPartType Always `text`.
type TextPartType string

// ToolCalls The calls that the assistant makes.
type ToolCalls = []map[string]interface{}

// Tools The tools that the assistant may call.
type Tools = []map[string]interface{}

// URL The endpoint, the same in the whole file.
type URL string

// Weight Whether the message counts in training.
type Weight int

// Getter for additional properties for Answer. Returns the specified
// element and whether it was found
func (a Answer) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for Answer
func (a *Answer) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for Answer to handle AdditionalProperties
func (a *Answer) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["content"]; found {
		err = json.Unmarshal(raw, &a.Content)
		if err != nil {
			return fmt.Errorf("error reading 'content': %w", err)
		}
		delete(object, "content")
	}

	if raw, found := object["role"]; found {
		err = json.Unmarshal(raw, &a.Role)
		if err != nil {
			return fmt.Errorf("error reading 'role': %w", err)
		}
		delete(object, "role")
	}

	if raw, found := object["tool_calls"]; found {
		err = json.Unmarshal(raw, &a.ToolCalls)
		if err != nil {
			return fmt.Errorf("error reading 'tool_calls': %w", err)
		}
		delete(object, "tool_calls")
	}

	if raw, found := object["weight"]; found {
		err = json.Unmarshal(raw, &a.Weight)
		if err != nil {
			return fmt.Errorf("error reading 'weight': %w", err)
		}
		delete(object, "weight")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for Answer to handle AdditionalProperties
func (a Answer) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	if a.Content != nil {
		object["content"], err = json.Marshal(a.Content)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'content': %w", err)
		}
	}

	object["role"], err = json.Marshal(a.Role)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'role': %w", err)
	}

	if a.ToolCalls != nil {
		object["tool_calls"], err = json.Marshal(a.ToolCalls)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'tool_calls': %w", err)
		}
	}

	if a.Weight != nil {
		object["weight"], err = json.Marshal(a.Weight)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'weight': %w", err)
		}
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for AudioBody. Returns the specified
// element and whether it was found
func (a AudioBody) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for AudioBody
func (a *AudioBody) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for AudioBody to handle AdditionalProperties
func (a *AudioBody) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["file"]; found {
		err = json.Unmarshal(raw, &a.File)
		if err != nil {
			return fmt.Errorf("error reading 'file': %w", err)
		}
		delete(object, "file")
	}

	if raw, found := object["model"]; found {
		err = json.Unmarshal(raw, &a.Model)
		if err != nil {
			return fmt.Errorf("error reading 'model': %w", err)
		}
		delete(object, "model")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for AudioBody to handle AdditionalProperties
func (a AudioBody) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["file"], err = json.Marshal(a.File)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'file': %w", err)
	}

	object["model"], err = json.Marshal(a.Model)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'model': %w", err)
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for ChatBody. Returns the specified
// element and whether it was found
func (a ChatBody) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for ChatBody
func (a *ChatBody) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for ChatBody to handle AdditionalProperties
func (a *ChatBody) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["messages"]; found {
		err = json.Unmarshal(raw, &a.Messages)
		if err != nil {
			return fmt.Errorf("error reading 'messages': %w", err)
		}
		delete(object, "messages")
	}

	if raw, found := object["model"]; found {
		err = json.Unmarshal(raw, &a.Model)
		if err != nil {
			return fmt.Errorf("error reading 'model': %w", err)
		}
		delete(object, "model")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for ChatBody to handle AdditionalProperties
func (a ChatBody) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	if a.Messages != nil {
		object["messages"], err = json.Marshal(a.Messages)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'messages': %w", err)
		}
	}

	object["model"], err = json.Marshal(a.Model)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'model': %w", err)
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for ChatBodyMessage. Returns the specified
// element and whether it was found
func (a ChatBodyMessage) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for ChatBodyMessage
func (a *ChatBodyMessage) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for ChatBodyMessage to handle AdditionalProperties
func (a *ChatBodyMessage) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["role"]; found {
		err = json.Unmarshal(raw, &a.Role)
		if err != nil {
			return fmt.Errorf("error reading 'role': %w", err)
		}
		delete(object, "role")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for ChatBodyMessage to handle AdditionalProperties
func (a ChatBodyMessage) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["role"], err = json.Marshal(a.Role)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'role': %w", err)
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for CompletionBody. Returns the specified
// element and whether it was found
func (a CompletionBody) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for CompletionBody
func (a *CompletionBody) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for CompletionBody to handle AdditionalProperties
func (a *CompletionBody) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["model"]; found {
		err = json.Unmarshal(raw, &a.Model)
		if err != nil {
			return fmt.Errorf("error reading 'model': %w", err)
		}
		delete(object, "model")
	}

	if raw, found := object["prompt"]; found {
		err = json.Unmarshal(raw, &a.Prompt)
		if err != nil {
			return fmt.Errorf("error reading 'prompt': %w", err)
		}
		delete(object, "prompt")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for CompletionBody to handle AdditionalProperties
func (a CompletionBody) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["model"], err = json.Marshal(a.Model)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'model': %w", err)
	}

	object["prompt"], err = json.Marshal(a.Prompt)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'prompt': %w", err)
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for ConversationRow. Returns the specified
// element and whether it was found
func (a ConversationRow) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for ConversationRow
func (a *ConversationRow) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for ConversationRow to handle AdditionalProperties
func (a *ConversationRow) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["messages"]; found {
		err = json.Unmarshal(raw, &a.Messages)
		if err != nil {
			return fmt.Errorf("error reading 'messages': %w", err)
		}
		delete(object, "messages")
	}

	if raw, found := object["tools"]; found {
		err = json.Unmarshal(raw, &a.Tools)
		if err != nil {
			return fmt.Errorf("error reading 'tools': %w", err)
		}
		delete(object, "tools")
	}

	if raw, found := object["weight"]; found {
		err = json.Unmarshal(raw, &a.Weight)
		if err != nil {
			return fmt.Errorf("error reading 'weight': %w", err)
		}
		delete(object, "weight")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for ConversationRow to handle AdditionalProperties
func (a ConversationRow) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	if a.Messages != nil {
		object["messages"], err = json.Marshal(a.Messages)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'messages': %w", err)
		}
	}

	if a.Tools != nil {
		object["tools"], err = json.Marshal(a.Tools)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'tools': %w", err)
		}
	}

	if a.Weight != nil {
		object["weight"], err = json.Marshal(a.Weight)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'weight': %w", err)
		}
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for GeneralRow. Returns the specified
// element and whether it was found
func (a GeneralRow) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for GeneralRow
func (a *GeneralRow) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for GeneralRow to handle AdditionalProperties
func (a *GeneralRow) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["text"]; found {
		err = json.Unmarshal(raw, &a.Text)
		if err != nil {
			return fmt.Errorf("error reading 'text': %w", err)
		}
		delete(object, "text")
	}

	if raw, found := object["weight"]; found {
		err = json.Unmarshal(raw, &a.Weight)
		if err != nil {
			return fmt.Errorf("error reading 'weight': %w", err)
		}
		delete(object, "weight")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for GeneralRow to handle AdditionalProperties
func (a GeneralRow) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["text"], err = json.Marshal(a.Text)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'text': %w", err)
	}

	if a.Weight != nil {
		object["weight"], err = json.Marshal(a.Weight)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'weight': %w", err)
		}
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for InstructionRow. Returns the specified
// element and whether it was found
func (a InstructionRow) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for InstructionRow
func (a *InstructionRow) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for InstructionRow to handle AdditionalProperties
func (a *InstructionRow) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["completion"]; found {
		err = json.Unmarshal(raw, &a.Completion)
		if err != nil {
			return fmt.Errorf("error reading 'completion': %w", err)
		}
		delete(object, "completion")
	}

	if raw, found := object["prompt"]; found {
		err = json.Unmarshal(raw, &a.Prompt)
		if err != nil {
			return fmt.Errorf("error reading 'prompt': %w", err)
		}
		delete(object, "prompt")
	}

	if raw, found := object["weight"]; found {
		err = json.Unmarshal(raw, &a.Weight)
		if err != nil {
			return fmt.Errorf("error reading 'weight': %w", err)
		}
		delete(object, "weight")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for InstructionRow to handle AdditionalProperties
func (a InstructionRow) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["completion"], err = json.Marshal(a.Completion)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'completion': %w", err)
	}

	object["prompt"], err = json.Marshal(a.Prompt)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'prompt': %w", err)
	}

	if a.Weight != nil {
		object["weight"], err = json.Marshal(a.Weight)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'weight': %w", err)
		}
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for Message. Returns the specified
// element and whether it was found
func (a Message) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for Message
func (a *Message) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for Message to handle AdditionalProperties
func (a *Message) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["content"]; found {
		err = json.Unmarshal(raw, &a.Content)
		if err != nil {
			return fmt.Errorf("error reading 'content': %w", err)
		}
		delete(object, "content")
	}

	if raw, found := object["role"]; found {
		err = json.Unmarshal(raw, &a.Role)
		if err != nil {
			return fmt.Errorf("error reading 'role': %w", err)
		}
		delete(object, "role")
	}

	if raw, found := object["tool_calls"]; found {
		err = json.Unmarshal(raw, &a.ToolCalls)
		if err != nil {
			return fmt.Errorf("error reading 'tool_calls': %w", err)
		}
		delete(object, "tool_calls")
	}

	if raw, found := object["weight"]; found {
		err = json.Unmarshal(raw, &a.Weight)
		if err != nil {
			return fmt.Errorf("error reading 'weight': %w", err)
		}
		delete(object, "weight")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for Message to handle AdditionalProperties
func (a Message) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	if a.Content != nil {
		object["content"], err = json.Marshal(a.Content)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'content': %w", err)
		}
	}

	object["role"], err = json.Marshal(a.Role)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'role': %w", err)
	}

	if a.ToolCalls != nil {
		object["tool_calls"], err = json.Marshal(a.ToolCalls)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'tool_calls': %w", err)
		}
	}

	if a.Weight != nil {
		object["weight"], err = json.Marshal(a.Weight)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'weight': %w", err)
		}
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for ModelBody. Returns the specified
// element and whether it was found
func (a ModelBody) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for ModelBody
func (a *ModelBody) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for ModelBody to handle AdditionalProperties
func (a *ModelBody) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["model"]; found {
		err = json.Unmarshal(raw, &a.Model)
		if err != nil {
			return fmt.Errorf("error reading 'model': %w", err)
		}
		delete(object, "model")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for ModelBody to handle AdditionalProperties
func (a ModelBody) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["model"], err = json.Marshal(a.Model)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'model': %w", err)
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// Getter for additional properties for PreferenceRow. Returns the specified
// element and whether it was found
func (a PreferenceRow) Get(fieldName string) (value interface{}, found bool) {
	if a.AdditionalProperties != nil {
		value, found = a.AdditionalProperties[fieldName]
	}
	return
}

// Setter for additional properties for PreferenceRow
func (a *PreferenceRow) Set(fieldName string, value interface{}) {
	if a.AdditionalProperties == nil {
		a.AdditionalProperties = make(map[string]interface{})
	}
	a.AdditionalProperties[fieldName] = value
}

// Override default JSON handling for PreferenceRow to handle AdditionalProperties
func (a *PreferenceRow) UnmarshalJSON(b []byte) error {
	object := make(map[string]json.RawMessage)
	err := json.Unmarshal(b, &object)
	if err != nil {
		return err
	}

	if raw, found := object["input"]; found {
		err = json.Unmarshal(raw, &a.Input)
		if err != nil {
			return fmt.Errorf("error reading 'input': %w", err)
		}
		delete(object, "input")
	}

	if raw, found := object["non_preferred_output"]; found {
		err = json.Unmarshal(raw, &a.NonPreferredOutput)
		if err != nil {
			return fmt.Errorf("error reading 'non_preferred_output': %w", err)
		}
		delete(object, "non_preferred_output")
	}

	if raw, found := object["preferred_output"]; found {
		err = json.Unmarshal(raw, &a.PreferredOutput)
		if err != nil {
			return fmt.Errorf("error reading 'preferred_output': %w", err)
		}
		delete(object, "preferred_output")
	}

	if raw, found := object["weight"]; found {
		err = json.Unmarshal(raw, &a.Weight)
		if err != nil {
			return fmt.Errorf("error reading 'weight': %w", err)
		}
		delete(object, "weight")
	}

	if len(object) != 0 {
		a.AdditionalProperties = make(map[string]interface{})
		for fieldName, fieldBuf := range object {
			var fieldVal interface{}
			err := json.Unmarshal(fieldBuf, &fieldVal)
			if err != nil {
				return fmt.Errorf("error unmarshaling field %s: %w", fieldName, err)
			}
			a.AdditionalProperties[fieldName] = fieldVal
		}
	}
	return nil
}

// Override default JSON handling for PreferenceRow to handle AdditionalProperties
func (a PreferenceRow) MarshalJSON() ([]byte, error) {
	var err error
	object := make(map[string]json.RawMessage)

	object["input"], err = json.Marshal(a.Input)
	if err != nil {
		return nil, fmt.Errorf("error marshaling 'input': %w", err)
	}

	if a.NonPreferredOutput != nil {
		object["non_preferred_output"], err = json.Marshal(a.NonPreferredOutput)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'non_preferred_output': %w", err)
		}
	}

	if a.PreferredOutput != nil {
		object["preferred_output"], err = json.Marshal(a.PreferredOutput)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'preferred_output': %w", err)
		}
	}

	if a.Weight != nil {
		object["weight"], err = json.Marshal(a.Weight)
		if err != nil {
			return nil, fmt.Errorf("error marshaling 'weight': %w", err)
		}
	}

	for fieldName, field := range a.AdditionalProperties {
		object[fieldName], err = json.Marshal(field)
		if err != nil {
			return nil, fmt.Errorf("error marshaling '%s': %w", fieldName, err)
		}
	}
	return json.Marshal(object)
}

// AsContentText returns the union data inside the Content as a ContentText
func (t Content) AsContentText() (ContentText, error) {
	var body ContentText
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromContentText overwrites any union data inside the Content as the provided ContentText
func (t *Content) FromContentText(v ContentText) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeContentText performs a merge with any union data inside the Content, using the provided ContentText
func (t *Content) MergeContentText(v ContentText) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

// AsContentParts returns the union data inside the Content as a ContentParts
func (t Content) AsContentParts() (ContentParts, error) {
	var body ContentParts
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromContentParts overwrites any union data inside the Content as the provided ContentParts
func (t *Content) FromContentParts(v ContentParts) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeContentParts performs a merge with any union data inside the Content, using the provided ContentParts
func (t *Content) MergeContentParts(v ContentParts) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

func (t Content) MarshalJSON() ([]byte, error) {
	b, err := t.union.MarshalJSON()
	return b, err
}

func (t *Content) UnmarshalJSON(b []byte) error {
	err := t.union.UnmarshalJSON(b)
	return err
}

// AsTextPart returns the union data inside the ContentPart as a TextPart
func (t ContentPart) AsTextPart() (TextPart, error) {
	var body TextPart
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromTextPart overwrites any union data inside the ContentPart as the provided TextPart
func (t *ContentPart) FromTextPart(v TextPart) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	b, err = runtime.JSONMerge(b, []byte(`{"type":"text"}`))
	t.union = b
	return err
}

// MergeTextPart performs a merge with any union data inside the ContentPart, using the provided TextPart
func (t *ContentPart) MergeTextPart(v TextPart) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	b, err = runtime.JSONMerge(b, []byte(`{"type":"text"}`))
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

// AsImagePart returns the union data inside the ContentPart as a ImagePart
func (t ContentPart) AsImagePart() (ImagePart, error) {
	var body ImagePart
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromImagePart overwrites any union data inside the ContentPart as the provided ImagePart
func (t *ContentPart) FromImagePart(v ImagePart) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	b, err = runtime.JSONMerge(b, []byte(`{"type":"image_url"}`))
	t.union = b
	return err
}

// MergeImagePart performs a merge with any union data inside the ContentPart, using the provided ImagePart
func (t *ContentPart) MergeImagePart(v ImagePart) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	b, err = runtime.JSONMerge(b, []byte(`{"type":"image_url"}`))
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

func (t ContentPart) Discriminator() (string, error) {
	var discriminator struct {
		Discriminator string `json:"type"`
	}
	err := json.Unmarshal(t.union, &discriminator)
	return discriminator.Discriminator, err
}

func (t ContentPart) ValueByDiscriminator() (interface{}, error) {
	discriminator, err := t.Discriminator()
	if err != nil {
		return nil, err
	}
	switch discriminator {
	case "image_url":
		return t.AsImagePart()
	case "text":
		return t.AsTextPart()
	default:
		return nil, errors.New("unknown discriminator value: " + discriminator)
	}
}

func (t ContentPart) MarshalJSON() ([]byte, error) {
	b, err := t.union.MarshalJSON()
	return b, err
}

func (t *ContentPart) UnmarshalJSON(b []byte) error {
	err := t.union.UnmarshalJSON(b)
	return err
}

// AsErrorName returns the union data inside the LineErrorCode as a ErrorName
func (t LineErrorCode) AsErrorName() (ErrorName, error) {
	var body ErrorName
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromErrorName overwrites any union data inside the LineErrorCode as the provided ErrorName
func (t *LineErrorCode) FromErrorName(v ErrorName) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeErrorName performs a merge with any union data inside the LineErrorCode, using the provided ErrorName
func (t *LineErrorCode) MergeErrorName(v ErrorName) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

// AsErrorNumber returns the union data inside the LineErrorCode as a ErrorNumber
func (t LineErrorCode) AsErrorNumber() (ErrorNumber, error) {
	var body ErrorNumber
	err := json.Unmarshal(t.union, &body)
	return body, err
}

// FromErrorNumber overwrites any union data inside the LineErrorCode as the provided ErrorNumber
func (t *LineErrorCode) FromErrorNumber(v ErrorNumber) error {
	b, err := json.Marshal(v)
	t.union = b
	return err
}

// MergeErrorNumber performs a merge with any union data inside the LineErrorCode, using the provided ErrorNumber
func (t *LineErrorCode) MergeErrorNumber(v ErrorNumber) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}

	merged, err := runtime.JSONMerge(t.union, b)
	t.union = merged
	return err
}

func (t LineErrorCode) MarshalJSON() ([]byte, error) {
	b, err := t.union.MarshalJSON()
	return b, err
}

func (t *LineErrorCode) UnmarshalJSON(b []byte) error {
	err := t.union.UnmarshalJSON(b)
	return err
}
