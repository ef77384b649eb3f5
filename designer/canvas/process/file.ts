/** Hands the reader a file, under a name that says what it is of. */
import type { Definition } from '#engine/definition.ts';

/** `laptop-request-v3.svg`; what is no version yet is a draft. */
export const fileName = (
  { key }: Pick<Definition, 'key'>,
  version: number | null,
  ending: string,
) => `${key}-${version === null ? 'draft' : `v${version}`}.${ending}`;

export const download = (name: string, content: string | Blob, type?: string): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
