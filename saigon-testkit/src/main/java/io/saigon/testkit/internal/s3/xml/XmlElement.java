package io.saigon.testkit.internal.s3.xml;

import io.saigon.testkit.internal.s3.error.S3Errors;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request's document; namespaces are left out.
 *
 * @param type XML Schema type that it names, or empty
 * @param text its characters, without those of its children
 */
public record XmlElement(String name, String type, String text, List<XmlElement> children) {
  private static final int DEEPEST = 32;
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    return factory;
  }

  /** Reads a document with the root of that name, or fails with {@code MalformedXML}. */
  public static XmlElement parse(byte[] document, String root) {
    ControlCharacters controls = ControlCharacters.hide(document);
    try {
      XMLStreamReader reader =
          FACTORY.createXMLStreamReader(new ByteArrayInputStream(controls.document()));
      XmlElement element = null;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw S3Errors.malformedXml();
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          element = read(reader, controls, 0);
        }
      }
      if (element == null || !element.name.equals(root)) {
        throw S3Errors.malformedXml();
      }
      return element;
    } catch (XMLStreamException e) {
      throw S3Errors.malformedXml();
    }
  }

  private static XmlElement read(XMLStreamReader reader, ControlCharacters controls, int depth)
      throws XMLStreamException {
    if (depth == DEEPEST) {
      throw S3Errors.malformedXml();
    }
    String name = reader.getLocalName();
    String type = reader.getAttributeValue(INSTANCE, "type");
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(read(reader, controls, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.ENTITY_REFERENCE -> throw S3Errors.malformedXml();
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(
              name, type == null ? "" : type, controls.show(text.toString()), children);
        }
        default -> {}
      }
    }
  }

  /** Returns the first child of that name. */
  public Optional<XmlElement> child(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  /** Returns all children of that name. */
  public List<XmlElement> all(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** Returns the text of a child, or null if there is none. */
  public @Nullable String optional(String wanted) {
    return child(wanted).map(XmlElement::text).orElse(null);
  }

  /** Returns the text of a child, or fails with {@code MalformedXML} if there is none. */
  public String required(String wanted) {
    return child(wanted).map(XmlElement::text).orElseThrow(S3Errors::malformedXml);
  }

  /** Fails with {@code MalformedXML} if there is a child of another name. */
  public XmlElement only(String... names) {
    if (!children.stream().allMatch(child -> List.of(names).contains(child.name))) {
      throw S3Errors.malformedXml();
    }
    return this;
  }
}
