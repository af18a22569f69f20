// DO NOT EDIT. Compiled from openapi/ by `make generate`.

import { type Client, type ClientOptions, type Config, createClient, createConfig } from './api/client/index.js';
import { SERVERS } from './document.js';

/**
 * What every client begins with: it follows no redirect, since `createFile` is answered with one
 * that says where the bytes go, and must not be followed.
 */
export const createClientConfig = <T extends ClientOptions>(override?: Config<ClientOptions & T>): Config<Required<ClientOptions> & T> => ({
  redirect: 'manual',
  ...override,
} as Config<Required<ClientOptions> & T>);

/**
 * A client with your key. Pass it to every call as `client`.
 *
 * @param apiKey The API key; it is sent to `baseUrl` alone.
 * @param config Whatever else `fetch` and the client take, such as `baseUrl` or `signal`.
 */
export const connect = (apiKey: string, config: Config = {}): Client =>
  createClient(
    createConfig(
      createClientConfig({ auth: apiKey, ...config, baseUrl: (config.baseUrl ?? SERVERS[0]).replace(/\/+$/, '') }),
    ),
  );
