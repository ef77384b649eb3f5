/**
 * Where what is seen and what is heard differ (WCAG 2.5.3): a control whose accessible name lacks its visible label cannot be
 * named by who speaks to the computer. What labels a field: its own label, else the heading of the section that it is the
 * first field of, where it stands alone; what labels a button: its words.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Axe = {
  readonly setup: () => void;
  readonly teardown: () => void;
  readonly commons: { readonly text: { readonly accessibleText: (of: Element) => string } };
};

export async function unheardLabelsOn(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(() => {
    const { axe } = window as unknown as { axe: Axe };
    const fields = 'input:not([type=hidden]), textarea, select, [role=combobox], [role=radiogroup]';
    const words = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return (
        width > 1 &&
        height > 1 &&
        element.checkVisibility() &&
        !element.closest('[aria-hidden=true], .p-hidden')
      );
    };
    const shown = (element: Element): string =>
      [...element.childNodes]
        .map((node) => {
          if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
          return node instanceof HTMLElement && isSeen(node) ? ` ${shown(node)} ` : '';
        })
        .join('');
    const ownLabel = (field: Element) => {
      const labels =
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
          ? [...(field.labels ?? [])]
          : [];
      return labels.find(isSeen);
    };
    const labelOf = (control: Element): string => {
      if (!control.matches(fields)) return shown(control);
      const own = ownLabel(control);
      if (own) return shown(own);
      // One of a row of fields is labelled by its place in it.
      const block = control.closest('section > *');
      const controls = `${fields}, button`;
      const [first, ...others] = [...(block?.querySelectorAll(controls) ?? [])].filter(isSeen);
      const isAlone = block === control || (first === control && others.length === 0);
      const heading = block?.parentElement?.querySelector('h2, h3, h4');
      const isFirst = [...(block?.parentElement?.querySelectorAll(fields) ?? [])].find(isSeen);
      return isAlone && isFirst === control && heading ? shown(heading) : '';
    };
    axe.setup();
    const wrong = [...document.querySelectorAll(`${fields}, button, a[href], [role=tab]`)]
      .filter((control) => isSeen(control))
      .flatMap((control) => {
        const name = words(axe.commons.text.accessibleText(control));
        const label = labelOf(control).toLowerCase();
        // What an icon says may stand between the words.
        let at = 0;
        const isHeard = label.split(/[^\p{L}\p{N}]+/u).every((word) => {
          const found = name.indexOf(word, at);
          at = found + word.length;
          return found >= 0;
        });
        return isHeard ? [] : [`“${label.trim()}” is heard as “${name}”`];
      });
    axe.teardown();
    return [...new Set(wrong)];
  });
}
