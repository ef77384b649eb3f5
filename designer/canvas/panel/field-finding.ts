/** What the lint says of one field of an element, so that it stands where it can be mended. */
import type { Element } from '#engine/definition.ts';
import type { Finding } from '#engine/lint/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { findingWords } from '../findings/words.ts';

type About = {
  readonly rules: readonly string[];
  /** Of several expressions: the one in this place. */
  readonly field?: string;
};

export const useFieldFinding = (element: Element): ((about: About) => string | undefined) => {
  const { say, definition, findings } = useEditor();
  const own = findings.filter((finding) => finding.element === element.id && !finding.flow);
  return (about) => {
    const found = own.find((finding) => isAbout(finding, about));
    return found && findingWords(say, definition, found);
  };
};

const isAbout = ({ rule, values }: Finding, { rules, field }: About): boolean =>
  rules.includes(rule) && (field === undefined || values.field === field);
