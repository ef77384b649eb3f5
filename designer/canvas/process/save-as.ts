/** A process as a file, in each form that there is: the definition, a BPMN document, a picture of all or of a part. */
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import { toDocument } from './bpmn.ts';
import { download, fileName } from './file.ts';
import { type PictureOptions, pictureOf, pngOf } from './picture.ts';

/** Everything about a process, and what of it can be drawn. */
export const FORMATS = ['json', 'bpmn', 'svg', 'png'] as const;
export const PICTURES = ['svg', 'png'] as const satisfies readonly Format[];
export type Format = (typeof FORMATS)[number];

type Options = PictureOptions & {
  /** Null for a draft. */
  readonly version: number | null;
};

/** Answers under which name. @throws Error where it cannot be made */
export const saveAs = async (
  say: Say,
  definition: Definition,
  format: Format,
  { version, ...options }: Options,
): Promise<string> => {
  const name = fileName(definition, version, format === 'json' ? 'process.json' : format);
  switch (format) {
    case 'json':
      download(name, JSON.stringify(definition, null, 2), 'application/json');
      break;
    case 'bpmn':
      download(name, await toDocument(definition), 'application/xml');
      break;
    case 'svg': {
      const { svg } = await pictureOf(say, definition, options);
      download(name, svg, 'image/svg+xml');
      break;
    }
    case 'png':
      download(name, await pngOf(await pictureOf(say, definition, options)));
  }
  return name;
};
