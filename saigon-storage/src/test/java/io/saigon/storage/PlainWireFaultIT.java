package io.saigon.storage;

import io.saigon.testkit.LocalAwsOptions;

/** The same without TLS. */
class PlainWireFaultIT extends WireFaultContract {
  PlainWireFaultIT() {
    super(LocalAwsOptions.defaults().withPlainHttp());
  }
}
