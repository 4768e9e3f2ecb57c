import { type Job, type Message, runEach } from './runner';

/** The other side of `start-worker`: plays what it is given, in a thread of its own. */
const tell = (message: Message): void => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  runEach(data, (run) => tell({ run }));
  tell({ done: true });
});
