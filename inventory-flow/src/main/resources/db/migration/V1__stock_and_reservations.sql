-- Skus are compared as bytes: the order in which rows are locked is then the same everywhere, and is Java's.
-- Space is left on the pages so that a level is updated in place (HOT): its row changes with each batch.
CREATE TABLE stock (
    sku       text COLLATE "C" PRIMARY KEY,
    available bigint NOT NULL CHECK (available >= 0),
    reserved  bigint NOT NULL CHECK (reserved >= 0),
    sold      bigint NOT NULL CHECK (sold >= 0)
) WITH (fillfactor = 50);

COMMENT ON TABLE stock IS 'available + reserved + sold = all that was ever stocked';

-- Nothing but the key is indexed: a change of state then touches no index (HOT).
CREATE TABLE reservations (
    order_id uuid PRIMARY KEY,
    state    text NOT NULL CHECK (state IN ('RESERVED', 'REFUSED', 'SOLD', 'RELEASED', 'CANCELLED')),
    reason   text CHECK ((state = 'REFUSED') = (reason IS NOT NULL)),
    lines    jsonb NOT NULL
) WITH (fillfactor = 50);

COMMENT ON COLUMN reservations.state IS 'CANCELLED: cancelled before its creation was heard of; sets nothing aside';
COMMENT ON COLUMN reservations.lines IS 'what was set aside; empty when nothing ever was';

CREATE TABLE adjustments (
    id          text PRIMARY KEY,
    sku         text COLLATE "C" NOT NULL,
    delta       bigint NOT NULL,
    reason      text NOT NULL,
    applied     boolean NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN adjustments.id IS 'of the event: one delivered again counts once';
COMMENT ON COLUMN adjustments.applied IS 'false when too little was available; then nothing was taken';
