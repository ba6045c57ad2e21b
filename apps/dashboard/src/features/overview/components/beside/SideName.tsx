import { messages } from '../../../../shared/messages/messages.js';
import type { Side } from '../../beside-sides.js';
import { Name } from '../../../../shared/ui/Name.js';
import { Swatch } from '../../../../shared/charts/Legend.js';
import classes from './beside.module.css';

const text = messages.beside;

/** Names a side, with its colour. */
export const SideName = ({ side: { who, color, texture } }: { side: Side }) => (
  <span className={classes.side}>
    <Swatch color={color} texture={texture} />
    {who === 'everybody' || who === 'others' ? (
      text[who]
    ) : (
      <>
        <Name name={who[0].name} />
        {who.length > 1 && <span className={classes.more}>{text.andMore(who.length - 1)}</span>}
      </>
    )}
  </span>
);
