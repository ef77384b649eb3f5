/** Why a run cannot follow, in words. */
import { useIntl } from 'react-intl';
import type { Hold } from '#designer/client/moves.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Definition } from '#engine/definition.ts';

export function useHoldWords(definition: Definition | undefined): (hold: Hold) => string {
  const t = useText();
  const say = useSay();
  const intl = useIntl();
  return ({ element: id, problem }) => {
    const element = definition?.elements.find((one) => one.id === id);
    const message = `runs.hold.${problem}`;
    return t(message in intl.messages ? (message as MessageId) : 'runs.hold.under_way', {
      name: element ? nameOf(say, element) : id,
    });
  };
}
