// DO NOT EDIT. Compiled from openapi/ by `make generate`.

export * from './api/index.js';
export { type Client, type Config, createClient } from './api/client/index.js';
export { connect } from './config.js';
export * from './document.js';
