package io.saigon.aws.credentials;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the flat elements of STS's answers. Document types and entities are refused. */
final class StsXml {
  private static final XMLInputFactory FACTORY = factory();

  private StsXml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Returns the texts of an element's children by their names.
   *
   * @return the texts, empty if there is no such element
   * @throws io.saigon.api.error.ServiceException if the answer is no XML
   */
  static Map<String, String> parse(HttpAnswer answer, String element) {
    try {
      XMLStreamReader xml =
          FACTORY.createXMLStreamReader(new ByteArrayInputStream(answer.body().getBytes()));
      Map<String, String> texts = new HashMap<>();
      boolean inside = false;
      String child = null;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            child = inside ? xml.getLocalName() : null;
            inside = inside || xml.getLocalName().equals(element);
          }
          case XMLStreamConstants.CHARACTERS -> put(texts, child, xml.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            child = null;
            inside = inside && !xml.getLocalName().equals(element);
          }
          case XMLStreamConstants.DTD -> throw answer.unreadable();
          default -> {}
        }
      }
      return texts;
    } catch (XMLStreamException e) {
      // Without the cause, whose message quotes the answer.
      throw answer.unreadable();
    }
  }

  private static void put(Map<String, String> texts, @Nullable String name, String text) {
    if (name != null && !text.isBlank()) {
      texts.putIfAbsent(name, text.strip());
    }
  }
}
