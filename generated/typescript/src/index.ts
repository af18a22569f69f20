// DO NOT EDIT. Compiled from openapi/ by `make generate`.

export * from './api/index.js';
export { type Client, type Config, createClient } from './api/client/index.js';
export { ApiError, connect } from './config.js';
export { LIMITS, SERVERS, TERMINAL_STATUSES, VERSION } from './document.js';
