/**
 * What the rehearsal begins with: a ticket of the desk or one that is typed in, the values of the process's form, where
 * and when it begins. Everything is filled in so that it can begin at once.
 */
import { Pill, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { ticketQuery } from '#designer/client/tickets.ts';
import { factWords, nameOf } from '#designer/ui/diagram/words.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Json } from '#engine/json.ts';
import type { Given } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { toRunForm } from '../page/run-form.ts';
import { VariablesForm } from '../page/VariablesForm.tsx';
import { useDirectory } from '../panel/directory.ts';
import {
  askedIn,
  factsFrom,
  formOf,
  nested,
  sampleFor,
  startsIn,
  ticketFor,
  type Values,
} from './begin.ts';
import { FactField } from './FactField.tsx';
import { FailNext } from './FailNext.tsx';
import { MomentField } from './MomentField.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { calledIn } from './words.ts';

type Source = 'typed' | 'number';
type Asking = { readonly busy: boolean; readonly error?: unknown };

const BEGIN = 'begin';

export const BeginForm = () => {
  const { say, definition, facts, names } = useEditor();
  const { field: called } = useFieldWords();
  const { process, dispatch } = useRehearse();
  const client = useQueryClient();
  const { rulesets, catalogForms } = useDirectory();
  const starts = startsIn(definition);
  const [startId, setStartId] = useState<string>();
  const start = starts.find(({ id }) => id === startId) ?? starts[0];
  const [source, setSource] = useState<Source>('typed');
  const [number, setNumber] = useState('');
  const [day, setDay] = useState('Mon');
  const [clock, setClock] = useState('09:00');
  const [typed, setTyped] = useState<Values>({});
  const [requester, setRequester] = useState<Values>({});
  const [failing, setFailing] = useState<Readonly<Record<string, string>>>({});
  const [state, setState] = useState<Asking>({ busy: false });
  const asked = useMemo(
    () =>
      askedIn(
        definition,
        rulesets.map(({ ruleset }) => ruleset),
      ),
    [definition, rulesets],
  );
  const form = useMemo(
    () => formOf(definition, start, catalogForms),
    [definition, start, catalogForms],
  );
  const dressed = useMemo(() => toRunForm(say, { ...form }), [say, form]);
  const initial = useMemo(() => sampleFor(form), [form]);
  const usual = ticketFor(definition, start);

  const begin = async (variables: Record<string, unknown>) => {
    const at = `${day} ${clock}`;
    const fails = Object.keys(failing).length > 0 ? { failing } : {};
    const given: Given = { at, ...(start ? { start: start.id } : {}), ...fails, variables };
    if (source === 'typed') {
      const custom = start?.trigger.type === 'ticketCreated' ? { custom: variables as Values } : {};
      const ticket = { ...usual, ...custom, ...nested(typed) };
      const who = Object.keys(requester).length > 0 ? { requester } : {};
      return dispatch({ type: 'begin', given: { ...given, ticket, ...who } });
    }
    setState({ busy: true });
    try {
      const ticket = await client.fetchQuery(ticketQuery(number.trim().toUpperCase()));
      dispatch({ type: 'begin', given: { ...given, ...factsFrom(ticket) } });
    } catch (error) {
      setState({ busy: false, error });
    }
  };

  const isMissing = isProblem(state.error, 'not_found') || isProblem(state.error, 'forbidden');
  const field = (path: string, label: string, value: Json | undefined, set: (to: Json) => void) => {
    const fact = facts.find((one) => one.path === path);
    return <FactField key={path} label={label} fact={fact} value={value} onChange={set} />;
  };
  if (!start) return <p className={styles.hint}>{say('canvas.rehearse.noStart')}</p>;
  return (
    <div className={styles.begin}>
      <p className={styles.hint}>{say('canvas.rehearse.beginHint')}</p>
      {starts.length > 1 && (
        <Select
          label={say('canvas.rehearse.start')}
          data={starts.map((one) => ({ value: one.id, label: nameOf(say, one) }))}
          value={start.id}
          allowDeselect={false}
          onChange={(next) => setStartId(next ?? start.id)}
        />
      )}
      <MomentField
        label={say('canvas.rehearse.beginsAt')}
        day={day}
        clock={clock}
        onChange={(nextDay, nextClock) => {
          setDay(nextDay);
          setClock(nextClock);
        }}
      />
      <SegmentedControl
        aria-label={say('canvas.rehearse.ticket')}
        fullWidth
        value={source}
        onChange={(next) => setSource(next === 'number' ? 'number' : 'typed')}
        data={[
          { value: 'typed', label: say('canvas.rehearse.ticketTyped') },
          { value: 'number', label: say('canvas.rehearse.ticketByNumber') },
        ]}
      />
      {source === 'number' ? (
        <TextInput
          label={say('canvas.rehearse.ticketNumber')}
          description={say('canvas.rehearse.ticketNumberHint')}
          value={number}
          maxLength={36}
          dir="auto"
          error={isMissing ? say('canvas.run.noTicket') : undefined}
          onChange={(event) => {
            setNumber(event.currentTarget.value);
            setState({ busy: false });
          }}
        />
      ) : (
        <div className={styles.fields}>
          {asked.ticket.map((name) =>
            field(`ticket.${name}`, called(name), typed[name] ?? usual[name], (to) =>
              setTyped({ ...typed, [name]: to }),
            ),
          )}
          {asked.requester.map((name) =>
            field(
              `requester.${name}`,
              factWords(say, `requester.${name}`, names),
              requester[name],
              (to) => setRequester({ ...requester, [name]: to }),
            ),
          )}
        </div>
      )}
      {state.error !== undefined && !isMissing && <ProblemNotice error={state.error} compact />}
      <FailNext onFail={(element, code) => setFailing({ ...failing, [element]: code })} />
      {Object.keys(failing).length > 0 && (
        <ul className={styles.failing}>
          {Object.entries(failing).map(([id, code]) => (
            <li key={id}>
              <Pill
                withRemoveButton
                removeButtonProps={{
                  'aria-label': say('canvas.rehearse.failNot', {
                    name: calledIn(say, definition, id),
                  }),
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
                onRemove={() => setFailing(without(failing, id))}
              >
                {calledIn(say, definition, id)}: {code}
              </Pill>
            </li>
          ))}
        </ul>
      )}
      <VariablesForm
        name={`rehearse.${process}.${start.id}`}
        schema={dressed.schema}
        uiSchema={dressed.uiSchema}
        initial={initial}
        submits={[{ key: BEGIN, label: say('canvas.rehearse.begin') }]}
        busy={state.busy ? BEGIN : null}
        disabled={source === 'number' && number.trim() === ''}
        onSubmit={(variables) => void begin(variables)}
      />
    </div>
  );
};

const without = (
  failing: Readonly<Record<string, string>>,
  id: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(failing).filter(([one]) => one !== id));
