/** Which menu is open over the drawing or the list, and what it is about. One at a time. */
import type { Point } from '#designer/ui/diagram/shapes.ts';

/** So much room it takes beside what it is about, in pixels of the screen. */
export const MENU_WIDTH = 304;

export type Menu =
  /** `at` is where a line was dropped on nothing; else the new element finds its own place. */
  | {
      readonly kind: 'append';
      readonly element: string;
      readonly port?: string;
      readonly at?: Point;
    }
  | { readonly kind: 'insert'; readonly flow: string }
  | { readonly kind: 'connect'; readonly element: string }
  /** What to wait for on its border. */
  | { readonly kind: 'attach'; readonly element: string }
  /** What to turn it into. */
  | { readonly kind: 'replace'; readonly element: string }
  /** Which sub-process to lay what is selected into. */
  | { readonly kind: 'layInto'; readonly element: string }
  /** What a note is about. */
  | { readonly kind: 'about'; readonly note: string }
  | { readonly kind: 'search' };
