package io.saigon.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.LocalFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChannelsTest {
  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("file");
  }

  @Test
  void whatWasWrittenIsReadFromAnyPositionToTheEndAndNoFurther() throws IOException {
    try (FileChannel channel = FileChannels.create(file())) {
      FileChannels.write(channel, file(), ByteBuffer.wrap(new byte[] {1, 2, 3}));
      ByteBuffer two = ByteBuffer.allocate(2);
      FileChannels.read(channel, file(), 1, two);
      assertThat(two.array()).containsExactly(2, 3);
      assertThatThrownBy(() -> FileChannels.read(channel, file(), 2, ByteBuffer.allocate(2)))
          .isInstanceOf(LocalFileException.class)
          .hasCauseInstanceOf(EOFException.class)
          .hasRootCauseMessage(file() + " became shorter while it was read");
    }
  }

  @Test
  void aFileThatExistsIsNotCreatedAgain() throws IOException {
    FileChannels.create(file()).close();
    assertThatThrownBy(() -> FileChannels.create(file()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aChannelIsClosedQuietlyIfThereIsOne() throws IOException {
    FileChannel channel = FileChannels.create(file());
    FileChannels.closeQuietly(channel);
    assertThat(channel.isOpen()).isFalse();
    FileChannels.closeQuietly(channel);
    FileChannels.closeQuietly(null);
  }
}
