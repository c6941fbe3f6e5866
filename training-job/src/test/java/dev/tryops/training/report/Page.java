package dev.tryops.training.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A report as an XML parser reads it; one that is not well-formed does not get here. */
record Page(String html, Document tree) {

    static Page of(TrainingReport report) throws Exception {
        byte[] bytes = HtmlReport.of(report);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document tree = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        return new Page(new String(bytes, StandardCharsets.UTF_8), tree);
    }

    List<Element> all(String xpath) {
        try {
            NodeList found =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(xpath, tree, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength())
                    .mapToObj(i -> (Element) found.item(i))
                    .toList();
        } catch (javax.xml.xpath.XPathExpressionException e) {
            throw new IllegalArgumentException(xpath, e);
        }
    }

    Element one(String xpath) {
        List<Element> found = all(xpath);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + xpath);
        }
        return found.getFirst();
    }

    List<String> attributes(String xpath, String name) {
        return all(xpath).stream().map(element -> element.getAttribute(name)).toList();
    }

    List<String> texts(String xpath) {
        return all(xpath).stream().map(Element::getTextContent).toList();
    }
}
