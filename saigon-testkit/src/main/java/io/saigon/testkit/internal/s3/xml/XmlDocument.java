package io.saigon.testkit.internal.s3.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** A document under construction. */
public final class XmlDocument {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final XMLStreamWriter writer;

  private XmlDocument(String root, boolean namespace) {
    try {
      writer = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
      // Not writeStartDocument, which has no line feed after it.
      writer.writeProcessingInstruction("xml", "version=\"1.0\" encoding=\"UTF-8\"");
      writer.writeCharacters("\n");
      writer.writeStartElement(root);
      if (namespace) {
        writer.writeDefaultNamespace(NAMESPACE);
      }
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Starts a document whose root is in the namespace of S3. */
  public static XmlDocument of(String root) {
    return new XmlDocument(root, true);
  }

  /** Starts a document without a namespace, such as an error. */
  public static XmlDocument plain(String root) {
    return new XmlDocument(root, false);
  }

  public XmlDocument open(String name) {
    try {
      writer.writeStartElement(name);
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Opens an element that names its XML Schema type. */
  public XmlDocument open(String name, String type) {
    try {
      writer.writeStartElement(name);
      writer.writeNamespace("xsi", INSTANCE);
      writer.writeAttribute("xsi:type", type);
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  public XmlDocument close() {
    try {
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  public XmlDocument element(String name, Object text) {
    open(name);
    text(String.valueOf(text));
    return close();
  }

  /** Writes an element unless its text is null. */
  public XmlDocument optional(String name, @Nullable Object text) {
    return text == null ? this : element(name, text);
  }

  /** Writes an element that was read. */
  public XmlDocument copy(XmlElement element) {
    open(element.name());
    if (element.children().isEmpty()) {
      text(element.text());
    }
    element.children().forEach(this::copy);
    return close();
  }

  /** Writes characters; quotes and control characters as S3 does, by references. */
  public void text(String text) {
    try {
      int start = 0;
      for (int i = 0; i < text.length(); i++) {
        String reference = reference(text.charAt(i));
        if (reference != null) {
          writer.writeCharacters(text.substring(start, i));
          writer.writeEntityRef(reference);
          start = i + 1;
        }
      }
      writer.writeCharacters(text.substring(start));
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private static @Nullable String reference(char c) {
    return switch (c) {
      case '"' -> "quot";
      case '\'' -> "apos";
      case '\n', '\t' -> null;
      default -> c < ' ' ? "#x" + Integer.toHexString(c) : null;
    };
  }

  /** Ends all elements and returns the document in UTF-8. */
  public byte[] bytes() {
    try {
      writer.writeEndDocument();
      writer.close();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  @Override
  public String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static IllegalStateException failed(XMLStreamException e) {
    return new IllegalStateException("An XML document cannot be written in memory", e);
  }
}
