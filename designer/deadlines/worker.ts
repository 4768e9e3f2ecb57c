import { type SearchJob, search } from './search';

/** The other side of `start-worker`. */
addEventListener('message', ({ data }: MessageEvent<SearchJob>) => postMessage(search(data)));
