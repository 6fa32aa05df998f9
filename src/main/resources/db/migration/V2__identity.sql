-- Times are epoch milliseconds. The secret of a key is nowhere; secret_hash is SHA-256, in hexadecimal.
create table api_key (
  id           varchar(64)  not null,
  secret_hash  varchar(64)  not null,
  owner_kind   varchar(16)  not null,
  owner_id     varchar(256) not null,
  roles        varchar(128) not null,
  label        varchar(256),
  created_at   bigint       not null,
  expires_at   bigint,
  revoked_at   bigint,
  constraint api_key_pk primary key (id)
);

-- Secrets that all nodes of a hub share, in hexadecimal.
create table hub_secret (
  name    varchar(64) not null,
  secret  varchar(64) not null,
  constraint hub_secret_pk primary key (name)
);
