/** The name that thrower and catcher agree on; what is used elsewhere in the process is offered. */
import { useEditor } from '../editor/editor.tsx';
import { TypeOrPick } from '../panel/TypeOrPick.tsx';

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export const CodeField = (props: Props) => {
  const { definition } = useEditor();
  const names = new Set(definition.elements.flatMap(namesIn));
  names.delete(props.value);
  return (
    <TypeOrPick
      {...props}
      free
      accept={isCode}
      options={[...names].map((value) => ({ value, label: value }))}
    />
  );
};

const CODE = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;
export const isCode = (text: string): boolean => CODE.test(text);

const PLACES = ['message', 'signal', 'error', 'escalation'] as const;

const namesIn = (element: object): readonly string[] => {
  const event = 'trigger' in element && element.trigger ? (element.trigger as object) : element;
  const said: Readonly<Record<string, unknown>> = { ...event };
  return PLACES.flatMap((place) => {
    const about = said[place];
    if (typeof about !== 'object' || about === null) return [];
    const { name, code }: { name?: unknown; code?: unknown } = about;
    return [name, code].filter((one): one is string => typeof one === 'string');
  });
};
