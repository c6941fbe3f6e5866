package dev.tryops.infra.policy;

import com.hashicorp.cdktf.Annotations;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.Aspects;
import com.hashicorp.cdktf.IAspect;
import com.hashicorp.cdktf.TerraformStack;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.constructs.Construct;
import software.constructs.IConstruct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every stack to the rules when it is synthesized. What breaks one stops the synthesis, and the construct that made it
 * is named.
 */
public final class PolicyAspect implements IAspect {

    private final Exceptions exceptions;
    private final LocalDate today;
    private final Set<Violation> told = new HashSet<>();

    private PolicyAspect(Exceptions exceptions, LocalDate today) {
        this.exceptions = exceptions;
        this.today = today;
    }

    /** Watches every stack that {@code app} has by now: an aspect of the app itself would never be asked. */
    public static void watch(App app, Exceptions exceptions, LocalDate today) {
        PolicyAspect aspect = new PolicyAspect(exceptions, today);
        app.getNode().getChildren().stream()
                .filter(TerraformStack.class::isInstance)
                .forEach(stack -> Aspects.of(stack).add(aspect));
    }

    @Override
    public void visit(IConstruct node) {
        if (node instanceof TerraformStack stack) {
            JsonNode document = JsonMapper.shared().valueToTree(stack.toTerraform());
            Template template = new Template(Map.of(stack.getNode().getId(), document));
            for (Violation violation : Rules.violations(template)) {
                // A program that synthesizes twice is told once.
                if (!exceptions.cover(violation, today) && told.add(violation)) {
                    Annotations.of(construct(stack, violation.path())).addError(violation.toString());
                }
            }
        }
    }

    /** The construct itself, or the stack for what none is named for, as a provider. */
    private static IConstruct construct(Construct stack, String path) {
        IConstruct at = stack;
        String[] ids = path.split("/");
        for (int i = 1; i < ids.length; i++) {
            IConstruct next = at.getNode().tryFindChild(ids[i]);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }
}
