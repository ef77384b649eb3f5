/** A drawing as a picture to take along: SVG, or PNG drawn from it. What makes pictures is fetched when one is wanted. */
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Picture } from '#designer/ui/diagram/svg/to-svg.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import type { Definition } from '#engine/definition.ts';

export type PictureOptions = { readonly names?: Names; readonly only?: readonly string[] };

export const pictureOf = async (
  say: Say,
  definition: Definition,
  options: PictureOptions = {},
): Promise<Picture> => {
  const { toSvg } = await import('#designer/ui/diagram/svg/to-svg.ts');
  return toSvg(say, definition, options);
};

/** Sharp on dense screens and in print, and no larger than browsers can draw. */
const SCALE = 2;
const SIDE_MAX = 16_000;
const AREA_MAX = 64_000_000;

/** @throws Error where the browser draws no picture of this size */
export const pngOf = async ({ svg, width, height }: Picture): Promise<Blob> => {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = scaleFor(width, height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    const brush = canvas.getContext('2d');
    brush?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error(`No picture of ${canvas.width} by ${canvas.height} can be made.`);
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** Large drawings come smaller rather than not at all. */
export const scaleFor = (width: number, height: number): number =>
  Math.min(
    SCALE,
    SIDE_MAX / Math.max(width, height),
    Math.sqrt(AREA_MAX / Math.max(1, width * height)),
  );
