package io.saigon.storage;

import io.saigon.testkit.LocalAwsOptions;

class WireFaultIT extends WireFaultContract {
  WireFaultIT() {
    super(LocalAwsOptions.defaults());
  }
}
