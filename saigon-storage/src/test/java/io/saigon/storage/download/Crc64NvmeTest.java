package io.saigon.storage.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Crc64NvmeTest {
  // The check value of CRC-64/NVME in the catalogue of parametrised CRC algorithms.
  @Test
  void theCheckValueIsRight() {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
    crc.reset();
    assertThat(crc.getValue()).isZero();
  }

  @Property(tries = 200)
  void eightBytesAtATimeAndSingleBytesHaveTheSameChecksum(@ForAll @Size(max = 100) byte[] bytes) {
    Crc64Nvme atOnce = new Crc64Nvme();
    atOnce.update(bytes);
    Crc64Nvme single = new Crc64Nvme();
    for (byte b : bytes) {
      single.update(b);
    }
    assertThat(atOnce.getValue()).isEqualTo(single.getValue());
  }
}
