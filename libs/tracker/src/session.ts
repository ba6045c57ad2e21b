export interface SessionOptions<T extends object = Record<string, unknown>> {
  /**
   * The URL of the sessman API: `https://dwell.example/sessman`. Always set it: the default is a private host, kept
   * only because this class promises the options and defaults of the original one.
   */
  base_url: string;
  /** An API key or a token, sent as bearer token. Default: null, which sends none. */
  auth: string | null;
  /** The data of a new session. Default: `{}`. */
  data: T;
}

/**
 * One session of the sessman API: data of a user, which the server deletes if nobody updates it for some time.
 * Names, defaults and requests are those of the API's original client class; therefore some names are in snake case.
 *
 * No request throws. A request that fails writes an error to the console and does not change `data`. A request that
 * succeeds replaces `data` with the server's, so await it before you change more.
 */
export class Session<T extends object = Record<string, unknown>> {
  options: SessionOptions<T>;
  base_url: string;
  user: string;
  /** The session's data. Change it, then call {@link updateSession}. JSON must be able to represent it. */
  data: T;
  /** The session's id from the server; undefined before {@link createSession} has succeeded. */
  session_id?: string;

  /** Creates only this object, and makes no request. {@link create} also creates the session on the server. */
  constructor(user: string, options?: Partial<SessionOptions<T>>) {
    this.options = { base_url: 'http://hp.ducksfeet.com:6123/sessman', auth: null, data: {} as T };
    if (typeof options === 'object') Object.assign(this.options, options);
    this.base_url = this.options.base_url;
    this.user = user;
    this.data = this.options.data;
  }

  /** Creates a session on the server. If that fails, the returned session has no `session_id`. */
  static async create<T extends object = Record<string, unknown>>(
    user: string,
    options?: Partial<SessionOptions<T>>,
  ): Promise<Session<T>> {
    const session = new Session(user, options);
    await session.createSession();
    return session;
  }

  /**
   * Returns `base_url/command?name=value&…`, encoded, without parameters that are undefined.
   * @throws URIError if a name or a value contains a lone surrogate
   */
  get_command_url(command: string, parameters?: object | null): string {
    const query = Object.entries(parameters ?? {})
      .filter(([, value]) => value !== undefined)
      .map((pair) => pair.map(encodeURIComponent).join('='));
    return `${this.base_url}/${command}?${query.join('&')}`;
  }

  /**
   * Posts `{data}`, or an empty body if `data` is undefined. Resolves to the answer's JSON, to its text if it is not
   * JSON, and to null if the request failed.
   */
  async get_data(command: string, parameters?: object | null, data?: unknown): Promise<unknown> {
    const { auth } = this.options;
    try {
      const answer = await fetch(this.get_command_url(command, parameters), {
        method: 'POST',
        headers: {
          'Content-type': 'text/javascript',
          ...(auth && { Authorization: `Bearer ${auth}` }),
        },
        body: data === undefined ? '' : JSON.stringify({ data }),
      });
      if (answer.ok) return parse(await answer.text());
      complain(`The request "${command}" failed with status ${answer.status}`);
    } catch (error) {
      complain(`The request "${command}" failed:`, error);
    }
    return null;
  }

  /** Creates a session with `user` and `data` on the server. */
  async createSession(): Promise<void> {
    const answer = await this.get_data('new', { user: this.user }, this.data);
    const id = isObject(answer) && answer['session_id'];
    if (id && typeof id === 'string' && this.adopt(answer)) this.session_id = id;
    else complain('No session was created. The answer was:', answer);
  }

  /** Replaces the session's data on the server with `data`. This also postpones the end of the session. */
  async updateSession(): Promise<void> {
    const answer = await this.get_data('update', { session_id: this.session_id }, this.data);
    if (!this.adopt(answer)) complain('The session was not updated. The answer was:', answer);
  }

  /**
   * Fetches the data of the session with the id `session_id`, for example after a reload (see the README). Resolves
   * to true if `data` is now the server's; to false if there is no `session_id`, or if the request fails, for example
   * because there is no such session, it has expired, or it belongs to another user.
   */
  async getSession(): Promise<boolean> {
    const { session_id, user } = this;
    return !!session_id && this.adopt(await this.get_data('get', { session_id, userid: user }));
  }

  /** Replaces `data` with the answer's data, and returns whether the answer has any. */
  private adopt(answer: unknown): boolean {
    const data = isObject(answer) && answer['data'];
    if (!isObject(data)) return false;
    this.data = data as T;
    return true;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

// eslint-disable-next-line no-console -- as the original class does: the methods throw nothing
const complain = (...words: unknown[]): void => console.error(...words);
