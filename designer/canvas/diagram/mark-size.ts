/**
 * How large a mark at an element is drawn, against the drawing: never smaller on the screen than it can be read and hit, but
 * where the elements themselves have become that small it is a dot beside its element, so that it hides nothing.
 */
import { useStore } from '@xyflow/react';

export type MarkSize = { readonly scale: number; readonly isDot: boolean };

const READABLE = 0.85;
/** Further away than this, a mark would be as large as what it stands at. */
const FAR = 0.4;

export const markSizeAt = (zoom: number): MarkSize =>
  zoom < FAR
    ? { scale: 1 / zoom, isDot: true }
    : { scale: Math.max(1, READABLE / zoom), isDot: false };

export const useMarkSize = (): MarkSize => markSizeAt(useStore(({ transform }) => transform[2]));
