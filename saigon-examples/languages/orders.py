"""A test of a shop's code in Python, with boto3 and the variables that a local AWS gives."""
import json
import os
import unittest
from urllib.request import urlopen

import boto3
from botocore.config import Config


# tag::test[]
class OrdersTest(unittest.TestCase):
    # tag::kept[]
    def test_an_order_is_kept(self):
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="python/shop", SecretString='{"bucket": "python-orders"}')
        shop = json.loads(secrets.get_secret_value(SecretId="python/shop")["SecretString"])

        # Signature version 4, for presigned URLs too.
        s3 = boto3.client("s3", config=Config(signature_version="s3v4"))
        s3.create_bucket(
            Bucket=shop["bucket"],
            CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name},
        )
        s3.put_object(Bucket=shop["bucket"], Key="42.json", Body=b'{"item": "tea"}')

        kept = s3.get_object(Bucket=shop["bucket"], Key="42.json")["Body"].read()
        self.assertEqual("tea", json.loads(kept)["item"])
    # end::kept[]

    def test_a_sign_up_is_confirmed_by_its_code(self):
        users = boto3.client("cognito-idp")
        client = os.environ["COGNITO_CLIENT_ID"]
        users.sign_up(
            ClientId=client,
            Username="python",
            Password="Passw0rd",
            UserAttributes=[{"Name": "email", "Value": "python@example.com"}],
        )

        with urlopen(os.environ["AWS_ENDPOINT_URL"] + "/_saigon/code?username=python") as mail:
            code = json.load(mail)["code"]

        users.confirm_sign_up(ClientId=client, Username="python", ConfirmationCode=code)
# end::test[]


if __name__ == "__main__":
    unittest.main()
