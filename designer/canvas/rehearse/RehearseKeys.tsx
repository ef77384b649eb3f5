/** The keys of a rehearsal, listed in the help while there is one. */
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useEditor } from '../editor/editor.tsx';
import { useRehearse } from './rehearse.tsx';
import { WAITING_ID } from './WaitingList.tsx';
import { refusalWords } from './words.ts';

type Props = { readonly onPanel?: () => void };

export const RehearseKeys = ({ onPanel }: Props) => {
  const { say, element, announce, refuse, definition } = useEditor();
  const { isOpen, open, close, session, dispatch, runOn, toNextDeadline, setTab } = useRehearse();
  const key = (keys: string, id: string, run: () => void) => ({
    keys,
    label: say(`canvas.rehearse.key.${id}`),
    run,
  });
  const next = async () => {
    const hitch = await toNextDeadline();
    if (hitch === 'none') announce(say('canvas.rehearse.jump.none'));
    else if (hitch) refuse(refusalWords(say, hitch));
  };
  const toggle = () => {
    if (!element) return announce(say('canvas.rehearse.breakNone'));
    const isSet = session.breaks.includes(element.id);
    dispatch({ type: 'toggleBreak', element: element.id });
    announce(say(isSet ? 'canvas.rehearse.did.unsetBreak' : 'canvas.rehearse.did.setBreak'));
  };
  const toWaiting = () => {
    setTab('play');
    onPanel?.();
    requestAnimationFrame(() => document.getElementById(WAITING_ID)?.focus());
  };
  const always = key('Shift+r', isOpen ? 'leave' : 'open', () => (isOpen ? close() : open()));
  const playing = [
    key(',', 'back', () => dispatch({ type: 'back' })),
    key('.', 'forward', () => dispatch({ type: 'forward' })),
    key('p', 'runOn', () => void runOn()),
    key('n', 'next', () => void next()),
    key('b', 'break', toggle),
    key('w', 'waiting', toWaiting),
  ];
  useShortcuts(definition.elements.length === 0 ? [] : isOpen ? [...playing, always] : [always], {
    ownsLetters: true,
  });
  return null;
};
