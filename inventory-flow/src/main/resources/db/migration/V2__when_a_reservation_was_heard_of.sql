-- How long stock has been set aside: the reconciler asks what became of an order that nobody tells the end of. The database's own clock will do.
ALTER TABLE reservations ADD COLUMN heard_at timestamptz NOT NULL DEFAULT now();

-- What is set aside, and small whatever the size of the table. An end now touches the indexes once; an order stays there for seconds.
CREATE INDEX reservations_open ON reservations (heard_at, order_id) WHERE state = 'RESERVED';
