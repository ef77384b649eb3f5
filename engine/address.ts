/** Whether something is an e-mail address, as far as that can be seen: a part, an `@`, and a host with a dot. Takes time in its length alone. */
const ADDRESS = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@.<>"(),:;\\[\]]+(\.[^\s@.<>"(),:;\\[\]]+)+$/;
const LONGEST = 320;

export const isAddress = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text);
