import { MAX_ANNOTATIONS } from '@dwell/shared';
import type { mongo } from 'mongoose';
import {
  type Annotation,
  type AnnotationChange,
  type AnnotationSearch,
  AnnotationStore,
  type RemovableAnnotation,
} from '../../ports/annotation-store.js';
import type { PageQuery } from '../../ports/group-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import type { AnnotationDocument } from '../schema/annotations.js';

/** Stores annotations in a collection, one document for each. */
export class MongoAnnotationStore extends AnnotationStore {
  constructor(private readonly database: MongoDatabase) {
    super();
  }

  override async listAnnotations({ limit, ...search }: AnnotationSearch): Promise<Annotation[]> {
    const found = this.database.annotations
      .find(filterOf(search))
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
    return (await translateDriverError(found)).map(toAnnotation);
  }

  override async findAnnotation(id: string): Promise<Annotation | undefined> {
    const document = await translateDriverError(this.database.annotations.findOne({ _id: id }));
    return document ? toAnnotation(document) : undefined;
  }

  override async createAnnotation(annotation: Annotation): Promise<'done' | 'too-many'> {
    const { annotations } = this.database;
    if ((await translateDriverError(annotations.countDocuments())) >= MAX_ANNOTATIONS) return 'too-many';
    await translateDriverError(annotations.insertOne(toDocument(annotation)));
    return 'done';
  }

  override async changeAnnotation(id: string, author: string, change: AnnotationChange): Promise<boolean> {
    // `author` stays the same. Without it, $set could be empty, which MongoDB refuses.
    const changing = this.database.annotations.updateOne(
      { _id: id, author },
      { $set: { ...change, author } },
    );
    return (await translateDriverError(changing)).matchedCount > 0;
  }

  override async removeAnnotation(id: string, whose: RemovableAnnotation): Promise<boolean> {
    const written = whose === 'of anybody' ? {} : { author: whose.author };
    const removing = this.database.annotations.deleteOne({ _id: id, ...written });
    return (await translateDriverError(removing)).deletedCount > 0;
  }

  override async readAnnotations({ after = '', limit }: PageQuery): Promise<Annotation[]> {
    const found = this.database.annotations
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return (await translateDriverError(found)).map(toAnnotation);
  }

  override async putAnnotation(annotation: Annotation): Promise<void> {
    const { annotations } = this.database;
    await translateDriverError(
      annotations.replaceOne({ _id: annotation.id }, toDocument(annotation), { upsert: true }),
    );
  }
}

const filterOf = ({ from, to, after }: Omit<AnnotationSearch, 'limit'>): mongo.Filter<AnnotationDocument> => {
  const conditions: mongo.Filter<AnnotationDocument>[] = [];
  if (from !== undefined) conditions.push({ at: { $gte: from } });
  if (to !== undefined) conditions.push({ at: { $lt: to } });
  if (after) {
    conditions.push({ at: { $lte: after.at } });
    conditions.push({ $or: [{ at: { $lt: after.at } }, { _id: { $lt: after.id } }] });
  }
  return conditions.length === 0 ? {} : { $and: conditions };
};

const toDocument = ({ id, createdAt, ...annotation }: Annotation): AnnotationDocument => ({
  _id: id,
  ...annotation,
  created_at: createdAt,
});

const toAnnotation = ({ _id: id, created_at, ...document }: AnnotationDocument): Annotation => ({
  id,
  ...document,
  createdAt: created_at,
});
