"""Starts moto's S3 server on a free port with one bucket, and writes where it is into the file named as argument.

Requests are checked: one with a wrong signature or an unknown key is refused, as a real store would.
It ends with the script that started it.
"""

import json
import os
import sys
import time
from pathlib import Path

# moto reads this when it is loaded: these many requests make user, policy, key and bucket; later ones are checked.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "4"

import boto3  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

REGION = "us-east-1"
BUCKET = "webclub-test"
EVERYTHING_IN_S3 = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}


def main(names: Path) -> None:
    parent = os.getppid()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"

    def client(service: str):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=REGION,
            aws_access_key_id="setup",
            aws_secret_access_key="setup",
        )

    iam = client("iam")
    iam.create_user(UserName="webclub")
    iam.put_user_policy(UserName="webclub", PolicyName="files", PolicyDocument=json.dumps(EVERYTHING_IN_S3))
    key = iam.create_access_key(UserName="webclub")["AccessKey"]
    client("s3").create_bucket(Bucket=BUCKET)

    lines = {
        "WEBCLUB_TEST_S3": endpoint,
        "WEBCLUB_TEST_S3_ENDPOINT": endpoint,
        "WEBCLUB_TEST_S3_BUCKET": BUCKET,
        "WEBCLUB_TEST_S3_REGION": REGION,
        "WEBCLUB_TEST_S3_ACCESS_KEY_ID": key["AccessKeyId"],
        "WEBCLUB_TEST_S3_SECRET_ACCESS_KEY": key["SecretAccessKey"],
    }
    whole = names.with_suffix(".part")
    whole.write_text("".join(f"{name}='{value}'\n" for name, value in lines.items()))
    whole.rename(names)

    while os.getppid() == parent:
        time.sleep(1)
    server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
