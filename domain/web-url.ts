/** Where people open the web app, as `PUBLIC_URL` says it, without the slash at its end. @throws Error for what no link can begin with */
export function webUrlOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new Error(`PUBLIC_URL must be like https://perdura.example.com, not "${value}".`);
  return url.href.replace(/\/+$/, '');
}
