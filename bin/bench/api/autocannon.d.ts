/** What we use of autocannon, which comes without types. */
declare module 'autocannon' {
  export type Options = {
    url: string;
    method: string;
    headers: Record<string, string>;
    body?: string;
    connections: number;
    duration: number;
    timeout?: number;
  };
  export type Result = {
    readonly errors: number;
    readonly non2xx: number;
    readonly timeouts: number;
    /** Seconds. */
    readonly duration: number;
    readonly requests: { readonly total: number };
  };
  type Run = {
    on(
      event: 'response',
      hear: (client: unknown, status: number, bytes: number, timeMs: number) => void,
    ): void;
  };
  export default function autocannon(
    options: Options,
    done: (error: unknown, result: Result) => void,
  ): Run;
}
