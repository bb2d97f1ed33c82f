-- Row-level security on every tenant table, the event log's functions, and what each role may do.
-- Roles (made before: see README, Production): holdfast_app, holdfast_worker, holdfast_keeper.

create function app_practice() returns uuid language sql stable
  as $$ select nullif(current_setting('app.practice_id', true), '')::uuid $$;

do $$
declare t text;
begin
  foreach t in array array['practice', 'site', 'alternate_site', 'vendor', 'person', 'reach', 'tree', 'tree_branch',
    'tree_member', 'runbook', 'runbook_version', 'runbook_section', 'runbook_step', 'incident', 'run', 'run_step',
    'command', 'chain', 'event', 'delivery', 'receipt', 'answer']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy wall on %I using ("practiceId" = (select app_practice()))'
      ' with check ("practiceId" = (select app_practice()))', t);
    execute format('grant select, insert on %I to holdfast_app, holdfast_worker', t);
    execute format('grant select, delete on %I to holdfast_keeper', t);
    -- Facts are only ever added.
    if t not in ('event', 'command', 'receipt', 'answer') then
      execute format('grant update on %I to holdfast_app, holdfast_worker', t);
    end if;
  end loop;
end $$;

-- Parts of a draft and places in a tree are the only tenant rows a user's edit removes.
grant delete on runbook_section, runbook_step, tree_branch, tree_member to holdfast_app;

grant select, insert, update on account, session, membership, practice_directory to holdfast_app;
grant select, insert, update, delete on throttle, link_directory, reply_window, number_opt_out, heartbeat
  to holdfast_app, holdfast_worker;
grant select, delete on practice_directory, membership, link_directory, reply_window to holdfast_keeper;
grant select on practice_directory to holdfast_worker;

-- The hash of one event, over exactly what is stored. Used when writing and when verifying.
create function event_hash(previous text, seq int, id uuid, kind text, person uuid, actor text, at timestamptz,
  device_at timestamptz, payload jsonb) returns text language sql immutable
  as $$ select encode(sha256(convert_to(jsonb_build_array(previous, seq, id, kind, person, actor,
      extract(epoch from at), extract(epoch from device_at), payload)::text, 'UTF8')), 'hex') $$;

-- Appends to a chain under its row lock, so that commit order is sequence order and no cursor can skip a row.
create function record_event(practice uuid, chain_id uuid, event_id uuid, kind text, person uuid, actor text,
  at timestamptz, device_at timestamptz, payload jsonb) returns int language plpgsql
  as $$
declare
  next_seq int;
  next_hash text;
begin
  insert into chain ("practiceId", id, head, hash) values (practice, chain_id, 0, '') on conflict do nothing;
  select c.head + 1, c.hash into next_seq, next_hash
    from chain c where c."practiceId" = practice and c.id = chain_id for update;
  next_hash := event_hash(next_hash, next_seq, event_id, kind, person, actor,
    at::timestamptz(3), device_at::timestamptz(3), payload);
  insert into event ("practiceId", id, "chainId", seq, kind, "personId", actor, at, "deviceAt", payload, hash)
    values (practice, event_id, chain_id, next_seq, kind, person, actor, at, device_at, payload, next_hash);
  update chain c set head = next_seq, hash = next_hash where c."practiceId" = practice and c.id = chain_id;
  return next_seq;
end $$;

-- A published version never changes.
create function refuse_published() returns trigger language plpgsql
  as $$
begin
  if exists (select 1 from runbook_version v where v."publishedAt" is not null and (
      (tg_op <> 'INSERT' and v."practiceId" = old."practiceId" and v.id = old."versionId")
      or (tg_op <> 'DELETE' and v."practiceId" = new."practiceId" and v.id = new."versionId"))) then
    raise exception 'A published runbook version never changes';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create function refuse_republish() returns trigger language plpgsql
  as $$
begin
  if old."publishedAt" is not null then
    raise exception 'A published runbook version never changes';
  end if;
  return new;
end $$;

create trigger published_stays before insert or update or delete on runbook_step for each row execute function refuse_published();
create trigger published_stays before insert or update or delete on runbook_section for each row execute function refuse_published();
create trigger published_stays before update on runbook_version for each row execute function refuse_republish();

revoke execute on all functions in schema public from public;
grant execute on function app_practice(), event_hash(text, int, uuid, text, uuid, text, timestamptz, timestamptz, jsonb),
  record_event(uuid, uuid, uuid, text, uuid, text, timestamptz, timestamptz, jsonb), refuse_published(), refuse_republish()
  to holdfast_app, holdfast_worker, holdfast_keeper;
