package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.Partition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionEndpointKey;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Partitions as the SDK's own metadata has them. */
class PartitionTest {
  @Test
  void everyRegionThatTheSdkKnowsIsInItsPartition() {
    assertThat(Region.regions())
        .hasSizeGreaterThan(30)
        .filteredOn(region -> !region.isGlobalRegion())
        .allSatisfy(
            region ->
                assertThat(Partition.of(region.id()).id())
                    .isEqualTo(PartitionMetadata.of(region).id()));
  }

  @ParameterizedTest
  @EnumSource
  void aPartitionsHostNamesAreTheSdks(Partition partition) {
    PartitionMetadata metadata = PartitionMetadata.of(partition.id());
    String dualStack =
        metadata.dnsSuffix(PartitionEndpointKey.builder().tags(EndpointTag.DUALSTACK).build());

    assertThat(metadata.id()).isEqualTo(partition.id());
    assertThat(partition.dnsSuffix()).isEqualTo(metadata.dnsSuffix());
    assertThat(partition.dualStackSuffix()).isEqualTo(dualStack);
    assertThat(Partition.isAwsHost("S3.eu-west-1." + metadata.dnsSuffix())).isTrue();
    assertThat(Partition.isAwsHost("s3.eu-west-1." + dualStack)).isTrue();
    assertThat(Partition.isAwsHost("not" + metadata.dnsSuffix())).isFalse();
  }
}
