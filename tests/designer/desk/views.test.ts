/** What the desk's address means. */
import { describe, expect, it } from 'vitest';
import { toSearch } from '#designer/client/http.ts';
import { toDeskSearch, toListQuery } from '#designer/client/views.ts';

describe('the desk’s address', () => {
  it('keeps what makes sense and drops the rest', () => {
    expect(
      toDeskSearch({
        view: 'queue:network',
        group: 'colour',
        priority: 1,
        tab: 'process',
        q: '',
        evil: '<script>',
      }),
    ).toEqual({
      view: 'queue:network',
      q: undefined,
      type: undefined,
      status: undefined,
      priority: '1',
      assignee: undefined,
      group: undefined,
      ticket: undefined,
      tab: 'process',
    });
  });

  it('stands for the view’s list, by priority unless asked otherwise', () => {
    expect(toSearch(toListQuery({}))).toBe('?view=mine&sort=priority%2C-updatedAt');
    expect(toSearch(toListQuery({ view: 'nonsense', group: 'none' }))).toBe(
      '?view=mine&sort=-updatedAt',
    );
  });

  it('shows a queue’s open tickets, or those in the states that were chosen', () => {
    expect(toListQuery({ view: 'queue:network' })).toMatchObject({
      queue: 'network',
      status: 'open',
      view: undefined,
    });
    expect(toListQuery({ view: 'queue:network', status: 'resolved' })).toMatchObject({
      status: 'resolved',
    });
  });

  it('asks the server for what breaches next, of what is not finished', () => {
    expect(toSearch(toListQuery({ view: 'all', group: 'due' }))).toBe(
      '?view=all&status=open&sort=dueAt',
    );
  });
});
