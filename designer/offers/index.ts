/** The room of volunteer teams and merchants: what they may take, what they have in hand, what they have done. */
export { Offers } from './offers';
