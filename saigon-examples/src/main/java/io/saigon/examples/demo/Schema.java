package io.saigon.examples.demo;

import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;

/** The service's tables and its database user. */
final class Schema {
  static final String SERVICE_USER = "orders_service";

  private Schema() {}

  static Future<Void> create(LocalPostgres postgres, String password) {
    return postgres
        .createUser(SERVICE_USER, password)
        .compose(
            v ->
                postgres.execute(
                    """
                    create table orders (
                      id bigserial primary key, customer uuid not null, item text not null,
                      quantity int not null, currency text not null);
                    create table countries (code text, language text, name text);
                    create table currencies (code text, digits int, name text);
                    create table transitions (zone text, at timestamptz, offset_seconds int);
                    grant all on all tables in schema public to orders_service;
                    grant all on all sequences in schema public to orders_service;
                    """));
  }
}
