/** Whose unsent words a browser keeps. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepFor } from '#designer/client/kept-for.ts';

class Shelf {
  private readonly items = new Map<string, string>();
  get length(): number {
    return this.items.size;
  }
  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

beforeEach(() => {
  vi.stubGlobal('localStorage', new Shelf());
  vi.stubGlobal('sessionStorage', new Shelf());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('is found again by who has written them, and by nobody else', () => {
  keepFor('main/ann');
  localStorage.setItem('perdura.kept.comment.1', '"Half a senten"');
  sessionStorage.setItem('perdura.kept.canvas.loan', '{}');
  localStorage.setItem('perdura.scheme', 'dark');
  keepFor('main/ann');
  expect(localStorage.getItem('perdura.kept.comment.1')).toBe('"Half a senten"');
  keepFor('main/bob');
  expect(localStorage.getItem('perdura.kept.comment.1')).toBeNull();
  expect(sessionStorage.getItem('perdura.kept.canvas.loan')).toBeNull();
  expect(localStorage.getItem('perdura.scheme')).toBe('dark');
});

it('is forgotten by a tab also where another tab has let the next person in', () => {
  keepFor('main/ann');
  const other = sessionStorage;
  other.setItem('perdura.kept.canvas.loan', '{}');
  vi.stubGlobal('sessionStorage', new Shelf());
  keepFor('main/bob');
  vi.stubGlobal('sessionStorage', other);
  keepFor('main/bob');
  expect(sessionStorage.getItem('perdura.kept.canvas.loan')).toBeNull();
});

it('is of no matter where a browser keeps nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(() => keepFor('main/ann')).not.toThrow();
});
