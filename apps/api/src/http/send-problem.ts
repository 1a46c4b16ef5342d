import { problemPage } from '../start-page/problem-page';
import type { Outgoing } from './exchange';
import type { Problem } from './problem';

/** Seconds after which a client may try again what is unavailable for now. */
const retryAfterSeconds = 5;

/** Tells a problem; a response that has begun can only be cut off. */
export const sendProblem = (response: Outgoing, problem: Problem): void =>
  send(response, problem, 'application/problem+json; charset=utf-8', JSON.stringify(problem));

/** Tells a problem to somebody who looks at a page. */
export const sendProblemPage = (response: Outgoing, problem: Problem): void =>
  send(response, problem, 'text/html; charset=utf-8', problemPage(problem));

function send(response: Outgoing, { status }: Problem, type: string, body: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (status === 503) response.setHeader('Retry-After', String(retryAfterSeconds));
  response.status(status).type(type).send(body);
}
