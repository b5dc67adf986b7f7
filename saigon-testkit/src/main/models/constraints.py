"""Writes the constraints of requests, which the published models of the services have, as small JSON files.

Usage: python3 constraints.py DIRECTORY, with botocore installed; its data are AWS's, under the Apache License 2.0.
A file has the input shape of each operation, and the shapes that have a constraint or lead to one.
"""

import json
import pathlib
import sys

import botocore.session

SERVICES = ["cognito-idp", "cognito-identity", "secretsmanager", "ssm", "sts", "kms"]
# What the services do otherwise: domains may have dots, as custom ones do, and spaces may be within passwords.
PATTERNS = {"DomainType": None, "PasswordType": r"^[\S]+.*[\S]+$"}
# Of large services these operations alone.
ONLY = {
    "ssm": [
        "PutParameter", "GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory",
        "DescribeParameters", "DeleteParameter", "DeleteParameters", "LabelParameterVersion",
        "UnlabelParameterVersion", "AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource",
    ],
    "kms": [
        "CreateKey", "DescribeKey", "ListKeys", "EnableKey", "DisableKey", "ScheduleKeyDeletion",
        "CancelKeyDeletion", "CreateAlias", "UpdateAlias", "DeleteAlias", "ListAliases", "GetKeyPolicy",
        "PutKeyPolicy", "ListKeyPolicies", "TagResource", "UntagResource", "ListResourceTags",
        "UpdateKeyDescription", "GetKeyRotationStatus", "EnableKeyRotation", "DisableKeyRotation", "Encrypt",
        "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateRandom",
    ],
}


def condensed(model, only):
    shapes, operations = {}, {}

    def visit(name):
        if name in shapes:
            return name
        shape = model["shapes"][name]
        kind = shape["type"]
        out = {"type": kind}
        shapes[name] = out
        for key in ("min", "max", "pattern", "enum", "sensitive", "required"):
            value = shape.get(key)
            if value or (key == "min" and value == 0 and kind in ("integer", "long")):
                out[key] = value
        if name in PATTERNS and PATTERNS[name] is None:
            out.pop("pattern", None)
        elif name in PATTERNS:
            out["pattern"] = PATTERNS[name]
        if kind == "structure":
            out["members"] = {m: visit(t["shape"]) for m, t in shape["members"].items()}
        elif kind == "list":
            out["member"] = visit(shape["member"]["shape"])
        elif kind == "map":
            out["key"], out["value"] = visit(shape["key"]["shape"]), visit(shape["value"]["shape"])
        return name

    for name, operation in sorted(model["operations"].items()):
        if "input" in operation and (only is None or name in only):
            operations[name] = visit(operation["input"]["shape"])
    return {"operations": operations, "shapes": dict(sorted(shapes.items()))}


def main():
    loader = botocore.session.Session().get_component("data_loader")
    for service in SERVICES:
        model = loader.load_service_model(service, "service-2")
        text = json.dumps(condensed(model, ONLY.get(service)), separators=(",", ":"), sort_keys=True)
        pathlib.Path(sys.argv[1], service + ".json").write_text(text.replace('"},"', '"},\n"') + "\n")


main()
