import 'reflect-metadata';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { KeepaliveBody } from '@dwell/shared';

/** The baseline for a start and for memory: Nest on Fastify with two routes, without logins, checks and a database. */
@Controller()
class BareController {
  @Get('readyz')
  ready(): object {
    return { status: 'ok' };
  }

  @Post('api/v2/keepalive')
  @HttpCode(200)
  keepalive(@Body() { visible, path }: KeepaliveBody): object {
    return { description: 'Session keepalive', time: Date.now() / 1000, visible, paths: path };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: ['error'],
});
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
process.once('SIGTERM', () => process.exit(0));
