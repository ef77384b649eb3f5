/** Threads on a process, what is said in them, and who can be named. */
import { Type } from 'typebox';
import { BODY_MAX } from '#domain/comments/write.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';

const Comment = Type.Object({
  id: Id,
  author: PersonRef,
  body: Type.String({
    description: 'Plain text that names people as `<@id>`; empty once it is deleted.',
  }),
  mentions: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
    description: 'What the people it names are called now.',
  }),
  createdAt: Instant,
  editedAt: Nullable(Instant),
  deletedAt: Nullable(Instant),
  version: Version,
  allowed: Allowed,
});

export const Thread = Type.Object({
  id: Id,
  element: Nullable(
    Type.String({ description: 'The id of the element it is about; null: the whole process.' }),
  ),
  elementName: Nullable(Type.String({ description: 'What it was called when the thread began.' })),
  version: Nullable(
    Type.Integer({ description: 'The version that was looked at; null: a draft was.' }),
  ),
  draftOf: Nullable(
    Type.Object(PersonRef.properties, { description: 'Whose draft was looked at.' }),
  ),
  createdAt: Instant,
  resolvedAt: Nullable(Instant),
  resolvedBy: Nullable(PersonRef),
  revision: Type.Integer({
    description: 'Goes up with all that is said in it or done with it; its entity tag.',
  }),
  comments: Type.Array(Comment),
  allowed: Allowed,
});
export const Threads = listOf(Thread);

export const ThreadQuery = Input({
  ...PageQuery,
  state: Type.Optional(Choice(['open', 'resolved'], { description: 'Both when left out.' })),
  mine: Type.Optional(
    Type.Boolean({ description: 'Only where the caller has written or is named.' }),
  ),
});

const Body = Type.String({
  minLength: 1,
  maxLength: BODY_MAX,
  description: 'Plain text; `<@id>` names a person who may read processes.',
});

export const NewThread = Input({
  body: Body,
  element: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: 'Left out: the whole process.' }),
  ),
  elementName: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'What it is called, for when it has gone; its id when left out.',
    }),
  ),
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description:
        'What is looked at; the caller’s draft, where there is one, else the version at work, when left out.',
    }),
  ),
});
export const NewComment = Input({ body: Body });
export const ThreadChange = Input({
  resolved: Type.Boolean({ description: 'Whether what it is about is done with.' }),
});

export const ThreadParams = Type.Object({ key: Type.String({ maxLength: 64 }), id: Id });
export const CommentParams = Type.Object({ ...ThreadParams.properties, comment: Id });

export const ReaderQuery = Input({ q: Type.Optional(Type.String({ maxLength: 200 })) });
export const Readers = listOf(PersonRef);
