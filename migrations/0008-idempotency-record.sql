-- Answers of writes that came with an Idempotency-Key, written in the write's own transaction and kept for a day. Key and
-- request are keyed digests; the body is the masked answer; [Version] is what its entity tag was made from.
CREATE TABLE [dbo].[IdempotencyRecord] (
  [KeyDigest] binary(32) NOT NULL,
  [RequestDigest] binary(32) NOT NULL,
  [StatusCode] smallint NOT NULL,
  [Location] varchar(512) NULL,
  [Body] nvarchar(max) NOT NULL,
  [Version] binary(8) NULL,
  [CreatedAt] datetime2(3) NOT NULL,
  CONSTRAINT [PK_IdempotencyRecord] PRIMARY KEY ([KeyDigest]),
  CONSTRAINT [CK_IdempotencyRecord_StatusCode] CHECK ([StatusCode] BETWEEN 200 AND 299)
);

CREATE INDEX [IX_IdempotencyRecord_CreatedAt] ON [dbo].[IdempotencyRecord] ([CreatedAt]);

GRANT SELECT, INSERT, DELETE ON [dbo].[IdempotencyRecord] TO [DepositsApplication];
