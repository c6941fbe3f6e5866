package dev.tryops.infra.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What actions can do, as far as the rules must know. All in small letters, as actions are compared. The lists are of AWS's
 * "Actions, resources, and condition keys for AWS services", for the services that are used here; the combinations that raise
 * privileges are those that Rhino Security Labs published.
 */
final class Actions {

    /** Actions that AWS lets nobody narrow down to a resource. All of them only read. */
    private static final List<String> WITHOUT_RESOURCE = List.of(
            "autoscaling:describe*",
            "ec2:describe*",
            "ec2:getebsencryptionbydefault",
            "elasticloadbalancing:describe*",
            "ecr:getauthorizationtoken",
            "ecr:describeregistry",
            "ecr:getregistrypolicy",
            "ecr:getregistryscanningconfiguration",
            "eks:listclusters",
            "eks:describeaddonversions",
            "eks:describeaddonconfiguration",
            "eks:listaccesspolicies",
            "cloudwatch:getmetricdata",
            "cloudwatch:getmetricstatistics",
            "cloudwatch:listmetrics",
            "logs:describeloggroups",
            "logs:describeresourcepolicies",
            "logs:listlogdeliveries",
            "kms:listkeys",
            "kms:listaliases",
            "iam:getaccountsummary",
            "iam:listaccountaliases",
            "iam:listopenidconnectproviders",
            "iam:listpolicies",
            "iam:listroles",
            "s3:listallmybuckets",
            "s3:getaccountpublicaccessblock",
            "sts:getcalleridentity",
            "servicequotas:getawsdefaultservicequota",
            "servicequotas:getservicequota",
            "servicequotas:listawsdefaultservicequotas",
            "servicequotas:listservicequotas");

    private static final Set<Set<String>> ESCALATIONS = Set.of(
            Set.of("iam:createaccesskey"),
            Set.of("iam:createloginprofile"),
            Set.of("iam:updateloginprofile"),
            Set.of("iam:addusertogroup"),
            Set.of("iam:createpolicyversion"),
            Set.of("iam:setdefaultpolicyversion"),
            Set.of("iam:attachuserpolicy"),
            Set.of("iam:attachgrouppolicy"),
            Set.of("iam:attachrolepolicy", "sts:assumerole"),
            Set.of("iam:putuserpolicy"),
            Set.of("iam:putgrouppolicy"),
            Set.of("iam:putrolepolicy", "sts:assumerole"),
            Set.of("iam:updateassumerolepolicy", "sts:assumerole"),
            Set.of("iam:passrole", "ec2:runinstances"),
            Set.of("iam:passrole", "lambda:createfunction"),
            Set.of("iam:passrole", "cloudformation:createstack"),
            Set.of("iam:passrole", "glue:createdevendpoint"),
            Set.of("glue:updatedevendpoint"),
            Set.of("lambda:updatefunctioncode"));

    private static final Set<String> CREDENTIALS = Set.of(
            "iam:createaccesskey",
            "iam:createloginprofile",
            "iam:createservicespecificcredential",
            "iam:resetservicespecificcredential",
            "iam:updateaccesskey",
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:getfederationtoken",
            "sts:getsessiontoken",
            "ec2:getpassworddata",
            "rds-db:connect");

    private static final Set<String> KEPT = Set.of(
            "s3:getobject",
            "ssm:getparameter",
            "ssm:getparameters",
            "ssm:getparametersbypath",
            "secretsmanager:getsecretvalue");

    private static final Set<String> PERMISSIONS = Set.of(
            "iam:attachrolepolicy",
            "iam:createpolicy",
            "iam:createpolicyversion",
            "iam:createrole",
            "iam:createopenidconnectprovider",
            "iam:createservicelinkedrole",
            "iam:createuser",
            "iam:deleterolepermissionsboundary",
            "iam:deleterolepolicy",
            "iam:detachrolepolicy",
            "iam:passrole",
            "iam:putrolepermissionsboundary",
            "iam:putrolepolicy",
            "iam:setdefaultpolicyversion",
            "iam:updateassumerolepolicy",
            "kms:creategrant",
            "kms:putkeypolicy",
            "kms:retiregrant",
            "kms:revokegrant",
            "s3:deletebucketpolicy",
            "s3:putbucketacl",
            "s3:putbucketpolicy",
            "s3:putbucketpublicaccessblock",
            "s3:putobjectacl",
            "ecr:deleterepositorypolicy",
            "ecr:putregistrypolicy",
            "ecr:setrepositorypolicy",
            "logs:deleteresourcepolicy",
            "logs:putresourcepolicy",
            "lambda:addpermission");

    private static final Pattern READ =
            Pattern.compile("[a-z0-9-]+:(batchcheck|batchget|check|decode|describe|estimate|get|head|list|lookup|"
                    + "query|scan|search|select|simulate|validate|verify|view)[a-z0-9*?]*");

    private Actions() {}

    /** Whether all of them are such that a resource cannot be named. */
    static boolean knowNoResource(List<String> actions) {
        return actions.stream()
                .allMatch(action -> WITHOUT_RESOURCE.stream().anyMatch(known -> Wildcard.covers(known, action)));
    }

    static boolean raisesPrivileges(List<String> actions) {
        return ESCALATIONS.stream()
                .anyMatch(combination -> combination.stream().allMatch(one -> includes(actions, one)));
    }

    static boolean givesCredentials(List<String> actions) {
        return CREDENTIALS.stream().anyMatch(one -> includes(actions, one));
    }

    static boolean readsWhatIsKept(List<String> actions) {
        return KEPT.stream().anyMatch(one -> includes(actions, one));
    }

    static boolean changesPermissions(List<String> actions) {
        return PERMISSIONS.stream().anyMatch(one -> includes(actions, one));
    }

    /** Whatever does not begin like reading does. */
    static boolean writes(List<String> actions) {
        return actions.stream().anyMatch(action -> !READ.matcher(action).matches());
    }

    private static boolean includes(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> Wildcard.covers(pattern, action));
    }
}
